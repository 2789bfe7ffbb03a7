"""Two firms with books worth attacking, and how to tell that an attack left no trace."""

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db import Error, connection, models, transaction

from counterfoil.firms.rows import run
from counterfoil.ledger.models import Account, BankAccount, Chain, Entry, Line
from counterfoil.outbox.models import Attempt, Dependency, Item, Lease, Link
from counterfoil.xero.models import Correction
from tests.builders import BuiltFirm, a_firm
from tests.records import strangers


@dataclass(frozen=True, slots=True)
class Scene:
    """Ids of what the attacks aim at: firm A's unless said otherwise."""

    vendor: str
    firm: int
    other_firm: int
    bill: int
    paid_bill: int
    receipt: int
    trust_receipt: int
    reversed_receipt: int
    applied: int
    draft: int
    draft_line: int
    bill_line: int
    entry: int
    line: int
    reversed_entry: int
    seq: int
    hash: str
    next_entry: int
    matter: int
    second_matter: int
    other_matter: int
    contact: int
    other_contact: int
    bank: int
    office_bank: int
    other_bank: int
    receivable: int
    fees: int
    trust_held: int
    trust_bank: int
    other_fees: int
    other_trust_held: int
    destination: int
    confirmed: int
    pending: int
    attempt: int
    link: int


def set_up() -> tuple[Scene, BuiltFirm]:
    """Firm A has a row in every table, and one copy confirmed over there; firm B has something to refer to."""
    other = a_firm("Mercer Lowe", connected=True)
    other.matter("M-700")
    other.trust_receipt("90.00", matter="M-700")
    firm = a_firm("Hollis Lane", connected=True)
    firm.matter("M-104")
    firm.matter("M-117", client="R. Osei")
    trust_receipt = firm.trust_receipt("500.00", matter="M-104", on="2026-03-02")
    firm.trust_receipt("80.00", matter="M-117", on="2026-03-02")
    firm.trust_payment("120.00", matter="M-104", on="2026-03-05")
    reversed_receipt = firm.trust_receipt("40.00", matter="M-104", on="2026-03-06")
    firm.reverse(reversed_receipt)
    bill = firm.bill("300.00", matter="M-117", on="2026-03-10", due_on="2026-03-24")
    paid = firm.bill("800.00", matter="M-104")
    receipt = firm.receipt("500.00", pays={str(paid.number): "480.00"})
    small, note = firm.bill("20.00", matter="M-104"), firm.credit_note("10.00", matter="M-104")
    applied = firm.apply(note, pays={str(small.number): "11.00"})
    item = {"description": "Advice", "account": "4100", "net": "10.00", "tax": "GST"}
    draft = firm.draft("client_bill", on="2026-03-12", due_on="2026-03-26", matter="M-104", items=[item])
    confirmed, attempt, link = _confirm(firm, bill.id)
    for model in firm_models():
        if not model._default_manager.filter(firm=firm.id).exists():
            run(strangers.insert(model, firm_id=firm.id))
    run(strangers.insert(Correction, firm_id=other.id))
    _leave_uncorrected(firm, "M-104")
    _leave_uncorrected(other, "M-700")
    head = Chain.objects.get(firm_id=firm.id)
    entry = Entry.objects.get(document_id=bill.id)
    ids = {account.slot or account.code: account.pk for account in Account.objects.filter(firm_id=firm.id)}
    others = {account.slot: account.pk for account in Account.objects.filter(firm_id=other.id)}
    banks = {(bank.firm_id, bank.code): bank.pk for bank in BankAccount.objects.all()}
    scene = Scene(
        vendor=connection.vendor,
        firm=firm.id,
        other_firm=other.id,
        bill=bill.id,
        paid_bill=paid.id,
        receipt=receipt.id,
        trust_receipt=trust_receipt.id,
        reversed_receipt=reversed_receipt.id,
        applied=applied.id,
        draft=draft.id,
        draft_line=_line_of(draft.id),
        bill_line=_line_of(bill.id),
        entry=entry.pk,
        line=Line.objects.filter(entry=entry).order_by("id")[0].pk,
        reversed_entry=Entry.objects.get(document_id=reversed_receipt.id, reverses=None).pk,
        seq=head.seq,
        hash=head.hash,
        next_entry=run("select max(id) + 1 from ledger_entry")[0][0],
        matter=_id("matters_matter", "code = 'M-104'"),
        second_matter=_id("matters_matter", "code = 'M-117'"),
        other_matter=_id("matters_matter", "code = 'M-700'"),
        contact=firm.clients["Harrow & Pike"].pk,
        other_contact=other.clients["Harrow & Pike"].pk,
        bank=banks[firm.id, "T1"],
        office_bank=banks[firm.id, "O1"],
        other_bank=banks[other.id, "T1"],
        receivable=ids["RECEIVABLE"],
        fees=ids["FEES"],
        trust_held=ids["TRUST_HELD"],
        trust_bank=ids["1150"],
        other_fees=others["FEES"],
        other_trust_held=others["TRUST_HELD"],
        destination=_id("outbox_destination", f"firm_id = {firm.id}"),
        confirmed=confirmed,
        pending=_id("outbox_item", f"state = 'pending' and firm_id = {firm.id}"),
        attempt=attempt,
        link=link,
    )
    return scene, firm


def _leave_uncorrected(firm: BuiltFirm, matter: str) -> None:
    """The newest document is in no correction: a document stands in one open correction only."""
    item = {"description": "Advice", "account": "4100", "net": "10.00", "tax": "GST"}
    firm.draft("client_bill", on="2026-03-12", due_on="2026-03-26", matter=matter, items=[item])


def _confirm(firm: BuiltFirm, bill_id: int) -> tuple[int, int, int]:
    """The bill's copy as a sender leaves it: sent once, answered, linked, under a lease with fence 3."""
    item = Item.objects.get(source_kind="client_bill", source_id=bill_id)
    Lease.objects.create(destination=item.destination, firm=firm.firm, holder="worker-1", fence=3)
    Item.objects.filter(pk=item.pk).update(
        state="sending", generation=1, fence=3, body='{"Total": 330}', body_sha256="b" * 64, first_send_at=firm.at
    )
    Item.objects.filter(pk=item.pk).update(state="confirmed", remote_id="5e0f", settled_at=firm.at)
    attempt = Attempt.objects.create(
        firm=firm.firm,
        item=item,
        purpose="create",
        generation=1,
        key=f"{item.marker}/1",
        body_sha256="b" * 64,
        fence=3,
        sent_at=firm.at,
        answered_at=firm.at + timedelta(seconds=1),
        status=200,
        outcome="confirmed",
    )
    link = Link.objects.create(
        firm=firm.firm,
        destination=item.destination,
        item=item,
        source_kind="client_bill",
        source_id=bill_id,
        part="document",
        remote_id="5e0f",
        linked_at=firm.at,
    )
    assert Dependency.objects.filter(item=item).exists(), "a bill's copy leans on its contact's"
    return item.pk, attempt.pk, link.pk


def _id(table: str, where: str) -> int:
    return int(run(f"select min(id) from {table} where {where}")[0][0])


def _line_of(document_id: int) -> int:
    return _id("documents_documentline", f"document_id = {document_id}")


# --- hands: how an attacker reaches the database ----------------------------------------------------------------------

Hand = Callable[[Sequence[str]], None]


def with_our_connection(statements: Sequence[str]) -> None:
    """As a bug of ours would: over the product's own connection, in one transaction, committed."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def with_a_bare_client(statements: Sequence[str]) -> None:
    """As a second program on the same file: SQLite's own defaults, but for foreign keys."""
    assert connection.vendor == "sqlite"
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None, timeout=5)) as bare:
        bare.execute("pragma foreign_keys = on")
        bare.execute("begin immediate")
        try:
            for statement in statements:
                bare.execute(statement)
            bare.execute("commit")
        except sqlite3.Error as error:
            bare.execute("rollback")
            raise Error(str(error)) from error


HANDS: dict[str, Hand] = {"ours": with_our_connection, "bare": with_a_bare_client}


# --- no trace ---------------------------------------------------------------------------------------------------------


def tables() -> list[str]:
    """The tables of every room."""
    rooms = [room for room in apps.get_app_configs() if room.name.startswith("counterfoil.")]
    return sorted(model._meta.db_table for room in rooms for model in room.get_models())


def fingerprint() -> dict[str, str]:
    """A digest of every row of every table."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f"select * from {table}")
            names = [column[0] for column in cursor.description]
            rows = sorted(repr(sorted(zip(names, row, strict=True))) for row in cursor.fetchall())
            found[table] = f"{len(rows)} rows {hashlib.sha256(chr(10).join(rows).encode()).hexdigest()[:12]}"
    return found


def firm_models() -> list[type[models.Model]]:
    """Every model whose rows belong to a firm."""
    return [
        model
        for room in apps.get_app_configs()
        if room.name.startswith("counterfoil.")
        for model in room.get_models()
        if any(field.name == "firm" for field in model._meta.concrete_fields)
    ]


def links() -> list[tuple[type[models.Model], Any]]:
    """Every foreign key from a row of a firm to another row of a firm."""
    return [
        (model, field)
        for model in firm_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model in firm_models()
    ]

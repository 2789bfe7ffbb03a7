"""What a person may choose while typing: matters, contacts, bills, accounts, banks and tax codes, found by any word."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from counterfoil.core import items
from counterfoil.core.chart import BankAccount
from counterfoil.core.references import (
    FIRM,
    AccountCode,
    BankCode,
    ContactCode,
    CostAccount,
    DocumentNumber,
    IncomeAccount,
    MatterCode,
    OfficeBank,
    PurchaseTax,
    Reference,
    SalesTax,
    TaxCode,
    TrustBank,
)
from counterfoil.documents.models import REFERRED_TO_ONCE, Document
from counterfoil.documents.standing import Standing
from counterfoil.firms.rows import run
from counterfoil.ledger.models import TrustBalance
from counterfoil.matters.models import Contact, Matter

SIDES: Mapping[type[Reference], items.Side] = {
    IncomeAccount: items.SALES,
    SalesTax: items.SALES,
    CostAccount: items.PURCHASES,
    PurchaseTax: items.PURCHASES,
}
"""Whose accounts and tax codes a reference takes, where it does not take all."""

MOST = 12
"""As many as a list under a box shows without scrolling."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where choices are taken from: a firm, and its chart, banks and tax codes as they are kept in memory."""

    firm_id: int
    kept: Standing


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: its code, its name, and what helps to tell it from others. `client` is a matter's or a
    document's contact, by code; `kind` is a document's."""

    code: str
    name: str
    beside: str = ""
    minor: int | None = None
    public_id: str = ""
    client: str = ""
    kind: str = ""


def find(sort: type[Reference], words: str, *, shelf: Shelf, of_contact: str = "", most: int = MOST) -> list[Choice]:
    """Choices of one sort in which every word occurs; an exact code comes first. `of_contact` narrows documents."""
    if issubclass(sort, MatterCode):
        return _matters(words, shelf.firm_id, most)
    if issubclass(sort, ContactCode):
        return _contacts(words, shelf.firm_id, most)
    if issubclass(sort, DocumentNumber):
        return _documents(sort, words, shelf.firm_id, of_contact, most)
    found = [choice for choice in fixed(sort, shelf=shelf) if _has(words, choice)]
    return sorted(found, key=lambda choice: choice.code.lower() != words.lower())[:most]


def fixed(sort: type[Reference], *, shelf: Shelf) -> list[Choice]:
    """The choices that change only with the firm's set-up: accounts, bank accounts, tax codes."""
    kept = shelf.kept
    if issubclass(sort, BankCode):
        return [Choice(bank.code, bank.name) for bank in kept.banks.values() if bank.open and _bank_fits(sort, bank)]
    side = SIDES.get(sort)
    if issubclass(sort, TaxCode):
        return [
            Choice(code.code, code.name)
            for code in kept.tax_codes.values()
            if side is None or code.direction != side.not_tax
        ]
    if issubclass(sort, AccountCode):
        return [
            Choice(account.code, account.name)
            for account in kept.chart.accounts.values()
            if account.manual and (side is None or side.fits(account))
        ]
    raise TypeError(f"{sort.__name__} is looked up, not listed")


def account_of(slot: str, *, shelf: Shelf) -> Choice | None:
    """The account that plays a role of the chart, or none while nobody has chosen one."""
    account = shelf.kept.chart.slots.get(slot)
    return Choice(account.code, account.name) if account else None


def named(sort: type[Reference], codes: Iterable[str], *, shelf: Shelf) -> dict[str, Choice]:
    """The choices behind codes that stand in a form already."""
    wanted = {code for code in codes if code}
    if not wanted:
        return {}
    if issubclass(sort, MatterCode):
        found = [_matter(row) for row in _matter_rows(shelf.firm_id).filter(code__in=wanted)]
    elif issubclass(sort, ContactCode):
        found = [_contact(row) for row in Contact.objects.filter(firm_id=shelf.firm_id, code__in=wanted)]
    elif issubclass(sort, DocumentNumber):
        found = [_document(row) for row in _posted(sort, shelf.firm_id).filter(number__in=wanted)]
    else:
        found = [choice for choice in fixed(sort, shelf=shelf) if choice.code in wanted]
    return {choice.code: choice for choice in found}


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """A posted document of which something is open. `told` is its matter, or the supplier's own number."""

    public_id: str
    number: str
    contact: str
    told: str
    dated_on: date
    due_on: date | None
    open_minor: int


def open_documents(
    sort: type[DocumentNumber], *, firm_id: int, contact: str = "", matter: str = "", most: int = 50
) -> list[OpenDocument]:
    """The open documents of a contact or a matter, oldest first."""
    rows = _posted(sort, firm_id).filter(total_minor__gt=F("settled_minor"))
    if contact:
        rows = rows.filter(contact__code=contact)
    if matter:
        rows = rows.filter(matter__code=matter)
    return [
        OpenDocument(
            public_id=row.public_id,
            number=row.number or "",
            contact=row.contact.name if row.contact else "",
            told=_told(row),
            dated_on=row.dated_on,
            due_on=row.due_on,
            open_minor=row.open_minor,
        )
        for row in rows.order_by("dated_on", "id")[:most]
    ]


@dataclass(frozen=True, slots=True)
class HeldNow:
    """What is held for a matter in a trust bank now."""

    matter: str
    bank: str
    minor: int


def held_now(*, firm_id: int, matters: Iterable[str]) -> list[HeldNow]:
    rows = TrustBalance.objects.filter(firm_id=firm_id, matter__code__in=set(matters))
    return [
        HeldNow(matter, bank, minor)
        for matter, bank, minor in rows.order_by("matter__code", "bank__code").values_list(
            "matter__code", "bank__code", "minor"
        )
    ]


@dataclass(frozen=True, slots=True)
class BankNow:
    """What a trust account has now, what it has deposited, and what is held in it for matters."""

    cash_minor: int
    deposited_minor: int
    held_minor: int


def bank_now(*, firm_id: int, bank: str) -> BankNow | None:
    rows = run(
        "select (select coalesce(sum(minor), 0) from ledger_accountmonth where account_id = b.account_id),"
        " (select coalesce(sum(l.minor), 0) from ledger_account a join ledger_line l on l.account_id = a.id"
        "  where a.firm_id = b.firm_id and a.slot = 'STATUTORY_DEPOSIT' and l.bank_id = b.id),"
        " (select coalesce(sum(minor), 0) from ledger_trustbalance where bank_id = b.id)"
        " from ledger_bankaccount b where b.firm_id = %s and b.code = %s and b.sort = 'trust'",
        [firm_id, bank],
    )
    return BankNow(*(int(minor) for minor in rows[0])) if rows else None


def _bank_fits(sort: type[BankCode], bank: BankAccount) -> bool:
    if issubclass(sort, TrustBank):
        return bank.trust and bank.type != "statutory"
    return not (issubclass(sort, OfficeBank) and bank.trust)


def _has(words: str, choice: Choice) -> bool:
    text = f"{choice.code} {choice.name}".lower()
    return all(word in text for word in words.lower().split())


def _worded(words: str, *columns: str) -> Q:
    """Each word occurs in some column."""
    wanted = Q()
    for word in words.split()[:8]:
        any_column = Q()
        for column in columns:
            any_column |= Q(**{f"{column}__icontains": word})
        wanted &= any_column
    return wanted


def _matter_rows(firm_id: int) -> QuerySet[Matter]:
    return Matter.objects.filter(firm_id=firm_id).select_related("client")


def _matters(words: str, firm_id: int, most: int) -> list[Choice]:
    rows = _matter_rows(firm_id).filter(_worded(words, "code", "title", "client__name"), state="open")
    rows = rows.exclude(code=FIRM)
    found = [_matter(row) for row in rows.order_by("-id")[:most]]
    return sorted(found, key=lambda choice: choice.code.lower() != words.lower())


def _matter(row: Matter) -> Choice:
    return Choice(row.code, row.title, row.client.name, public_id=row.public_id, client=row.client.code)


def _contacts(words: str, firm_id: int, most: int) -> list[Choice]:
    rows = Contact.objects.filter(_worded(words, "code", "name"), firm_id=firm_id).exclude(sort="bank")
    found = [_contact(row) for row in rows.order_by("name", "id")[:most]]
    return sorted(found, key=lambda choice: words.lower() not in (choice.code.lower(), choice.name.lower()))


def _contact(row: Contact) -> Choice:
    return Choice(row.code, row.name, public_id=row.public_id)


def _posted(sort: type[DocumentNumber], firm_id: int) -> QuerySet[Document]:
    rows = Document.objects.filter(firm_id=firm_id, state=sort.state)
    if sort is not DocumentNumber:
        rows = rows.filter(kind__in=sort.kinds)
    return rows.select_related("matter", "contact")


def _documents(sort: type[DocumentNumber], words: str, firm_id: int, of_contact: str, most: int) -> list[Choice]:
    rows = _posted(sort, firm_id).filter(
        _worded(words, "number", "matter__code", "matter__title", "contact__name", "memo"),
        total_minor__gt=F("settled_minor"),
    )
    if of_contact:
        rows = rows.filter(contact__code=of_contact)
    return [_document(row) for row in rows.order_by("dated_on", "id")[:most]]


def _told(row: Document) -> str:
    if row.kind in REFERRED_TO_ONCE:
        return row.memo
    return row.matter.code if row.matter else ""


def _document(row: Document) -> Choice:
    matter = f"{row.matter.code} {row.matter.title}" if row.matter else ""
    return Choice(
        code=row.number or "",
        name=row.contact.name if row.contact else "",
        beside=row.memo if row.state == "placed" or row.kind in REFERRED_TO_ONCE else matter,
        minor=row.open_minor,
        public_id=row.public_id,
        client=row.contact.code if row.contact else "",
        kind=row.kind,
    )

"""Allocations that drifted: a credit in Xero lists what it was used for; beside it stands what was sent."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from counterfoil.firms.rows import marks, run
from counterfoil.outbox.holding import BEING_VOIDED
from counterfoil.xero import sums, wire
from counterfoil.xero.drift import Found


def allocation_drift(destination_id: int, rows: Sequence[wire.Element]) -> dict[str, tuple[int | None, list[Found]]]:
    """By the id of our allocation: its item, and what drifted; an empty list where nothing did."""
    read = {row.id: row for row in rows if isinstance(row, wire.Credit)}
    found: dict[str, tuple[int | None, list[Found]]] = {}
    for credit_id, item_id, remote_id, body in _ours(destination_id, list(read)):
        found[remote_id] = (item_id, list(_of_one(read[credit_id], sums.document(body) if body else {})))
    return found


def _of_one(credit: wire.Credit, sent: Mapping[str, object]) -> list[Found]:
    invoice = sent.get("Invoice")
    if not isinstance(invoice, Mapping):
        return []
    standing = [
        each
        for each in credit.allocations
        if not each.is_deleted and each.invoice is not None and each.invoice.id == invoice["InvoiceID"]
    ]
    if not standing:
        return [Found("deleted", "somebody took the allocation back in Xero", {})]
    there = sum((each.amount or Decimal(0) for each in standing), Decimal(0))
    if there != sent["Amount"]:
        return [Found("edited", f"the amount is {there:.2f} in Xero and {sent['Amount']:.2f} here", {})]
    return []


def _ours(destination_id: int, credit_ids: Sequence[str]) -> list[tuple[str, int, str, str]]:
    """Our living allocations under these credits: credit, item, its id there, what was sent."""
    if not credit_ids:
        return []
    rows = run(
        "select distinct case when k.other_id <> '' and i.type = 'Overpayments' then k.other_id else c.remote_id end,"
        " i.id, i.remote_id, coalesce(i.body, '') from outbox_item i"
        " join outbox_link l on l.item_id = i.id and l.ended_at is null"
        " join outbox_dependency d on d.item_id = i.id join outbox_item c on c.id = d.on_id"
        " join outbox_link k on k.item_id = c.id"
        " where i.destination_id = %s and i.resource = 'Allocations' and i.operation = 'create'"
        " and i.state = 'confirmed' and c.resource in ('CreditNotes', 'BankTransactions')"
        f" and not exists ({BEING_VOIDED})"
        f" and (c.remote_id in ({marks(credit_ids)}) or k.other_id in ({marks(credit_ids)}))",
        [destination_id, *credit_ids, *credit_ids],
    )
    return [(row[0], int(row[1]), row[2], row[3]) for row in rows if row[0] in credit_ids]

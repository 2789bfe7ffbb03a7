"""Whether what Xero made agrees with what was sent, to the cent."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import msgspec

from counterfoil.xero import wire

_EXACT = msgspec.json.Decoder(dict[str, list[dict[str, Any]]], float_hook=Decimal)


def difference(record: wire.Element, body: str) -> str:
    """In words; empty when both agree or Xero does not say."""
    sent = document(body)
    if isinstance(record, wire.Invoice | wire.CreditNote):
        return _unlike(_net(sent), record.sub_total, "the net") or _unlike(total(sent), record.total, "the total")
    if isinstance(record, wire.BankTransaction):
        return _unlike(total(sent), record.total, "the total")
    if isinstance(record, wire.Payment | wire.Allocation | wire.BankTransfer):
        return _unlike(total(sent), record.amount, "the amount")
    if isinstance(record, wire.ManualJournal) and record.lines:
        return _unlike(_debits(line["LineAmount"] for line in sent["JournalLines"]), _debits(_amounts(record)), "it")
    return ""


def _amounts(journal: wire.ManualJournal) -> Iterable[Decimal]:
    return (line.amount or Decimal(0) for line in journal.lines)


def _debits(amounts: Iterable[Decimal]) -> Decimal:
    return sum((amount for amount in amounts if amount > 0), Decimal(0))


def document(body: str) -> dict[str, Any]:
    """The one document of a frozen body, amounts exact."""
    (rows,) = _EXACT.decode(body).values()
    return rows[0]


def total(sent: dict[str, Any]) -> Decimal:
    if "Amount" in sent:
        amount: Decimal = sent["Amount"]
        return amount
    return _net(sent) + sum((line.get("TaxAmount", Decimal(0)) for line in sent["LineItems"]), Decimal(0))


def _net(sent: dict[str, Any]) -> Decimal:
    return sum((line["UnitAmount"] for line in sent["LineItems"]), Decimal(0))


def _unlike(ours: Decimal, theirs: Decimal | None, what: str) -> str:
    if theirs is None or theirs == ours:
        return ""
    alike = theirs.quantize(ours)
    return f"{what} is {alike if alike == theirs else theirs} in Xero and {ours} here"

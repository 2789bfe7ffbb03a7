"""What a record in Xero does to its accounts, read off the record: account's id -> minor units, debits above zero.

    effect_there(invoice, chart, currency="AUD")    {"<receivable>": 4950, "<fees>": -4500, "<GST>": -450}

None where it cannot be told: another currency, a prepayment that is used up, an account that was never read.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from counterfoil.core.money import Money
from counterfoil.core.refusals import Refusal
from counterfoil.xero import wire
from counterfoil.xero.effects import summed
from counterfoil.xero.readback import ENDED

NOT_YET = ("DRAFT", "SUBMITTED")
"""A record that moves no ledger."""
REFUNDS = ("ARCREDITPAYMENT", "APCREDITPAYMENT", "AROVERPAYMENTPAYMENT", "APOVERPAYMENTPAYMENT")
Movement = tuple[str, Decimal]


@dataclass(frozen=True, slots=True)
class ChartThere:
    """Xero's accounts: by code, and those that Xero itself posts to (DEBTORS, CREDITORS, GST). Their ids."""

    by_code: Mapping[str, str]
    system: Mapping[str, str]


def is_effective(record: wire.Element) -> bool:
    return (record.status or "").upper() not in (*ENDED, *NOT_YET)


def effect_there(record: wire.Element, chart: ChartThere, *, currency: str) -> dict[str, int] | None:
    """Nothing of what has ended or is a draft."""
    if not is_effective(record):
        return {}
    if (getattr(record, "currency", None) or currency) != currency:
        return None
    try:
        found = summed((each, minor_of(amount, currency)) for each, amount in _movements(record, chart))
    except (LookupError, Refusal):
        return None
    return None if sum(found.values()) else {each: minor for each, minor in found.items() if minor}


def minor_of(amount: Decimal | None, currency: str) -> int:
    """Xero writes four decimals here and there; Refusal where they say something."""
    return Money.parse(f"{(amount or Decimal(0)).normalize():f}", currency).minor


def _movements(record: wire.Element, chart: ChartThere) -> Iterator[Movement]:
    """LookupError where an account is not known."""
    match record:
        case wire.Invoice() | wire.CreditNote():
            yield from _document(record, chart)
        case wire.Payment():
            yield from _payment(record, chart)
        case wire.BankTransaction():
            yield from _bank_transaction(record, chart)
        case wire.BankTransfer(amount=amount, out_of=wire.Account(id=out_of), into=wire.Account(id=into)):
            yield from ((into, amount or Decimal(0)), (out_of, -(amount or Decimal(0))))
        case wire.ManualJournal():
            yield from _lines(record.lines, record.amounts_are, chart, 1)
        case _:
            raise LookupError(type(record).__name__)


def _document(record: wire.Invoice | wire.CreditNote, chart: ChartThere) -> Iterator[Movement]:
    is_sale = (record.type or "").startswith("ACCREC")
    side = 1 if is_sale == isinstance(record, wire.Invoice) else -1
    yield _control(chart, is_sale=is_sale), side * (record.total or Decimal(0))
    yield from _lines(record.lines, record.amounts_are, chart, -side)


def _payment(payment: wire.Payment, chart: ChartThere) -> Iterator[Movement]:
    """Money in for a sales invoice or a supplier's refund, out for the others."""
    type_ = payment.type or ""
    if payment.account is None or not (type_ in REFUNDS or type_ in ("ACCRECPAYMENT", "ACCPAYPAYMENT")):
        raise LookupError(type_)
    is_sale = type_.startswith(("ACCREC", "AR"))
    side = 1 if is_sale == type_.startswith("ACC") else -1
    amount = payment.amount or Decimal(0)
    yield payment.account.id, side * amount
    yield _control(chart, is_sale=is_sale), -side * amount


def _bank_transaction(moved: wire.BankTransaction, chart: ChartThere) -> Iterator[Movement]:
    if moved.bank is None:
        raise LookupError("no bank account")
    side = 1 if (moved.type or "").startswith("RECEIVE") else -1
    total = moved.total or Decimal(0)
    yield moved.bank.id, side * total
    if (moved.type or "").endswith("-OVERPAYMENT"):
        yield _control(chart, is_sale=side > 0), -side * total
    else:
        yield from _lines(moved.lines, moved.amounts_are, chart, -side)


def _lines(
    lines: Sequence[wire.Line] | Sequence[wire.JournalLine], amounts_are: str | None, chart: ChartThere, side: int
) -> Iterable[Movement]:
    for line in lines:
        if not line.amount:
            continue
        tax = line.tax or Decimal(0)
        net = line.amount - tax if amounts_are == "Inclusive" else line.amount
        yield line.account_id or chart.by_code[line.account_code or ""], side * net
        if tax:
            yield chart.system["GST"], side * tax


def _control(chart: ChartThere, *, is_sale: bool) -> str:
    return chart.system["DEBTORS" if is_sale else "CREDITORS"]

"""Lines of an invoice or bank transaction: price them, tax them one by one half up, and add them up.

Exclusive   tax on top of each line          SubTotal = lines            Total = SubTotal + tax
Inclusive   tax inside each line             Total = lines               SubTotal = Total - tax
NoTax       none, whatever the line says     SubTotal = Total = lines
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from msgspec.structs import replace

from xero_sandbox.model import texts
from xero_sandbox.model.books import Books, Call
from xero_sandbox.model.money import number, plain, rounded, shortest, to_cents
from xero_sandbox.model.records import ACTIVE, Account, Line, TaxRate
from xero_sandbox.model.refusals import Invalid
from xero_sandbox.model.sent import Reader, Sent

AMOUNTS_ARE = {"exclusive": "Exclusive", "inclusive": "Inclusive", "notax": "NoTax"}
NOT_FOR_LINES = {"DEBTORS", "CREDITORS", "BANKCURRENCYGAIN", "REALISEDCURRENCYGAIN", "UNREALISEDCURRENCYGAIN"}
HUNDRED = Decimal(100)


class Totals(NamedTuple):
    sub_total: int
    tax: int
    total: int


def read_lines(
    call: Call, sent: list[Sent], *, amounts_are: str, tax_may_differ: bool, kept: Iterable[Line] = ()
) -> tuple[Line, ...]:
    """`kept` are the lines of the document so far: a line sent with one of their ids is that line changed."""
    known = {line.id: line for line in kept}
    faults: list[str] = []
    lines = []
    for one in sent:
        try:
            lines.append(_read_line(call, one, known, amounts_are, tax_may_differ))
        except Invalid as refused:
            faults += refused.messages
    if faults:
        raise Invalid(*dict.fromkeys(faults))
    return tuple(lines)


def of_document(
    call: Call,
    reader: Reader,
    sent: list[Sent] | None,
    *,
    amounts_are: str,
    kept: tuple[Line, ...],
    complete: bool,
    discounts: bool,
) -> tuple[Line, ...]:
    """The lines of an invoice, credit note or order; `complete` when it is to be approved."""
    if not sent:
        reader.refuse(texts.LINES_MISSING)
        return ()
    priced = reader.trying(lambda: read_lines(call, sent, amounts_are=amounts_are, tax_may_differ=True, kept=kept))
    if not discounts and any(line.discount_rate is not None or line.discount is not None for line in priced or ()):
        reader.refuse(texts.DISCOUNT_NOT_HERE)
    if priced and complete:
        if any(line.amount and line.account_id is None for line in priced):
            reader.refuse(texts.LINE_ACCOUNT_MISSING)
        if any(not line.description for line in priced):
            reader.refuse(texts.DESCRIPTION_MISSING)
    return priced or ()


def retaxed(call: Call, lines: Iterable[Line], amounts_are: str) -> tuple[Line, ...]:
    """The same lines when only the way of the amounts changed."""
    return tuple(
        replace(line, tax=line_tax(line.amount or 0, _percent(call, line.tax_type), amounts_are)) for line in lines
    )


def totals(lines: Iterable[Line], amounts_are: str) -> Totals:
    amount = tax = 0
    for line in lines:
        amount += line.amount or 0
        tax += line.tax
    return Totals(amount - tax, tax, amount) if amounts_are == "Inclusive" else Totals(amount, tax, amount + tax)


def same_amounts(before: tuple[Line, ...], after: tuple[Line, ...]) -> bool:
    """Whether nothing but words and accounts changed."""

    def money(line: Line) -> tuple[Any, ...]:
        return line.quantity, line.unit_amount, line.amount, line.tax, line.discount_rate, line.discount

    return [money(line) for line in before] == [money(line) for line in after]


def line_tax(amount: int, percent: Decimal, amounts_are: str) -> int:
    if amounts_are == "NoTax" or not percent:
        return 0
    base = percent + HUNDRED if amounts_are == "Inclusive" else HUNDRED
    return int(rounded(amount * percent / base, 0))


def _percent(call: Call, tax_type: str | None) -> Decimal:
    rate = call.books.tax_rates.get(tax_type or "")
    return rate.percent if rate else Decimal(0)


def line_account(books: Books, reader: Reader) -> Account | None:
    code, account_id = reader.text("AccountCode"), reader.text("AccountID")
    if not code and not account_id:
        return None
    found = books.accounts.find("code", code) if code else [books.accounts.get(account_id or "")]
    account = found[0] if found else None
    name = code or account_id
    if account is None or account.type == "BANK" or account.system in NOT_FOR_LINES:
        raise Invalid(texts.ACCOUNT_CODE_INVALID.format(code=name))
    if account.status != ACTIVE:
        raise Invalid(texts.ACCOUNT_CODE_ARCHIVED.format(code=name))
    return account


def line_rate(books: Books, tax_type: str, account: Account | None) -> TaxRate:
    rate = books.tax_rates.get(tax_type)
    if rate is None or rate.status != ACTIVE:
        raise Invalid(texts.TAX_TYPE_UNKNOWN.format(tax=tax_type))
    if account is not None and account.account_class not in rate.classes:
        raise Invalid(texts.TAX_NOT_FOR_ACCOUNT.format(tax=tax_type, code=account.code))
    return rate


def _read_line(call: Call, sent: Sent, known: dict[str, Line], amounts_are: str, tax_may_differ: bool) -> Line:
    reader = Reader(sent)
    before = known.get(reader.text("LineItemID") or "")
    description = reader.text("Description")
    amount, quantity, price = _price(call, reader)
    account = reader.trying(lambda: line_account(call.books, reader))
    tax_type, tax = "NONE", 0
    if amounts_are != "NoTax":
        tax_type = reader.text("TaxType") or (account.tax_type if account else "NONE")
        rate = reader.trying(lambda: line_rate(call.books, tax_type, account))
        tax = line_tax(amount or 0, rate.percent if rate else Decimal(0), amounts_are)
        own_tax = reader.money("TaxAmount")
        if own_tax is not None and own_tax != tax and not tax_may_differ:
            reader.refuse(texts.TAX_AMOUNT_FIXED.format(sent=plain(own_tax), tax=tax_type, expected=plain(tax)))
        tax = tax if own_tax is None else own_tax
    discount_rate, discount = reader.number("DiscountRate"), reader.money("DiscountAmount")
    reader.done()
    return Line(
        id=before.id if before else call.books.new_id(),
        description=description if description is not None else (before.description if before else ""),
        quantity=quantity,
        unit_amount=price,
        amount=amount,
        tax=tax,
        account_id=account.id if account else None,
        tax_type=tax_type if amount is not None else None,
        discount_rate=discount_rate,
        discount=discount,
        item_code=reader.text("ItemCode") or "",
    )


def _price(call: Call, reader: Reader) -> tuple[int | None, Decimal | None, Decimal | None]:
    """Amount, quantity and price; a line of words alone has none of them."""
    quantity, price, amount = reader.number("Quantity"), reader.number("UnitAmount"), reader.money("LineAmount")
    if price is None and amount is None:
        return None, None, None
    quantity = Decimal(1) if quantity is None else rounded(quantity, 4)
    if price is None:
        price = Decimal(amount or 0) / HUNDRED / quantity if quantity else Decimal(0)
    price = rounded(price, call.price_places)
    if reader.sent.get("UnitAmount") is None and amount is not None:
        return amount, quantity, price
    exact = quantity * price
    if (rate := reader.number("DiscountRate")) is not None:
        exact -= exact * rate / HUNDRED
    elif (off := reader.money("DiscountAmount")) is not None:
        exact -= Decimal(off) / HUNDRED
    expected = to_cents(exact)
    if amount is not None and amount != expected:
        reader.refuse(texts.LINE_TOTAL_WRONG.format(sent=plain(amount), expected=plain(expected)))
    return expected, quantity, price


def show_line(call: Call, line: Line) -> dict[str, Any]:
    shown: dict[str, Any] = {"LineItemID": line.id, "Description": line.description}
    if line.quantity is not None and line.unit_amount is not None and line.amount is not None:
        shown |= {
            "UnitAmount": shortest(rounded(line.unit_amount, call.price_places)),
            "TaxType": line.tax_type or "NONE",
            "TaxAmount": number(line.tax),
            "LineAmount": number(line.amount),
            "Quantity": shortest(line.quantity),
        }
    if line.account_id and (account := call.books.accounts.get(line.account_id)):
        shown |= {"AccountCode": account.code, "AccountID": account.id}
    if line.item_code:
        shown["ItemCode"] = line.item_code
    if line.discount_rate is not None:
        shown["DiscountRate"] = shortest(line.discount_rate)
    if line.discount is not None:
        shown["DiscountAmount"] = number(line.discount)
    return shown | {"Tracking": [], "ValidationErrors": []}

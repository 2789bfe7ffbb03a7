"""Client receipt: money from a client into an office account, spread over bills; what is left over stays theirs.

    Dr Office bank         1,000.00
    Cr Receivables           880.00  M-104   bill B-1042
    Cr Receivables           120.00          unallocated

No bill is paid beyond what it owes, and none before its own date.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from counterfoil.core import rules
from counterfoil.core.books import Books
from counterfoil.core.kinds import Kind, Pushed, Settles, register
from counterfoil.core.lifecycle import EDITABLE
from counterfoil.core.money import Money, aud
from counterfoil.core.postings import Posting, credit, debit
from counterfoil.core.references import BillNumber, ContactCode, OfficeBank
from counterfoil.core.refusals import Refusal
from counterfoil.core.shapes import Help
from counterfoil.kinds.billing.applying import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientReceipt:
    on: Annotated[date, "Date"]
    bank: Annotated[OfficeBank, "Into"]
    payer: Annotated[ContactCode, "Received from"]
    amount: Annotated[Money, "Amount"]
    parts: Annotated[tuple[Part, ...], "Bills paid", Help("What is left over stays unallocated for the client.")] = ()
    memo: Annotated[str, "Memo"] = ""


def total(receipt: ClientReceipt, books: Books) -> Money:
    return receipt.amount


def surplus(receipt: ClientReceipt) -> Money:
    return receipt.amount - Money.sum((part.amount for part in receipt.parts), currency=receipt.amount.currency)


def into_an_office_account(receipt: ClientReceipt, books: Books) -> None:
    rules.bank_of_sort(receipt.bank, books, trust=False)


def parts_fit_the_receipt(receipt: ClientReceipt, books: Books) -> None:
    rules.each_above_zero(part.amount for part in receipt.parts)
    over = -surplus(receipt)
    if over.minor > 0:
        raise Refusal("receipt-over-allocated", "the rows are {over} more than the receipt; lower one", over=over)


def bills_owe_it(receipt: ClientReceipt, books: Books) -> None:
    rules.settles_within(((part.bill, part.amount) for part in receipt.parts), on=receipt.on, books=books)


def lines(receipt: ClientReceipt, books: Books) -> Iterator[Posting]:
    yield debit(books.bank_account(receipt.bank), receipt.amount, bank=receipt.bank)
    for part in receipt.parts:
        yield credit(books.chart.receivable, part.amount, matter=books.posted(part.bill).matter)
    yield credit(books.chart.receivable, surplus(receipt))


def allocates(receipt: ClientReceipt) -> Iterator[Settles]:
    yield from (Settles(part.amount, target=part.bill) for part in receipt.parts)


def sample() -> ClientReceipt:
    part = Part(bill=BillNumber("B-1042"), amount=aud("880.00"))
    return ClientReceipt(
        on=date(2026, 3, 9),
        bank=OfficeBank("O1"),
        payer=ContactCode("C-0007"),
        amount=aud("1000.00"),
        parts=(part,),
    )


CLIENT_RECEIPT = register(
    Kind(
        code="client_receipt",
        title="Client receipt",
        plural="Client receipts",
        area="sales",
        series="R",
        shape=ClientReceipt,
        lifecycle=EDITABLE,
        total=total,
        rules=(into_an_office_account, parts_fit_the_receipt, bills_owe_it),
        lines=lines,
        allocates=allocates,
        open_as="credit",
        push=(
            Pushed("Payments", "ACCREC", per="allocation"),
            Pushed("BankTransactions", "RECEIVE-OVERPAYMENT", per="remainder"),
        ),
        sample=sample,
    )
)

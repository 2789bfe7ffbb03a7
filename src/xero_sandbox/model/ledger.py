"""The double-entry ledger under every document.

    sales invoice     Dr receivable        Cr lines, tax collected
    bill              Dr lines, tax paid   Cr payable
    money in          Dr bank              Cr lines and tax, or the receivable it pays
    money out         the mirror
    manual journal    its lines, and their tax

An entry that does not balance cannot be recorded. Voiding or editing a document adds its opposite, same day.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from xero_sandbox.model.books import Books
from xero_sandbox.model.records import BankTransaction, Entry, Invoice, Line, ManualJournal, Payment

Movement = tuple[str, int]


class Unbalanced(AssertionError):
    """A rule of this program is wrong: debits and credits differ."""


def record(books: Books, *, on: date, source: str, source_id: str, movements: Iterable[Movement]) -> None:
    kept = tuple((account_id, amount) for account_id, amount in movements if amount)
    if sum(amount for _, amount in kept):
        raise Unbalanced(f"{source} {source_id}: {kept}")
    if kept:
        books.entries.put(Entry(id=books.new_id(), on=on, source=source, source_id=source_id, movements=kept))


def reverse(books: Books, source_id: str) -> None:
    """Take back whatever of this document still stands, day by day."""
    standing: dict[tuple[date, str], int] = {}
    source = ""
    for entry in books.entries.find("source", source_id):
        source = entry.source
        for account_id, amount in entry.movements:
            standing[entry.on, account_id] = standing.get((entry.on, account_id), 0) - amount
    for day in dict.fromkeys(on for on, _ in standing):
        record(
            books,
            on=day,
            source=source,
            source_id=source_id,
            movements=[(account, amount) for (on, account), amount in standing.items() if on == day],
        )


def post_invoice(books: Books, invoice: Invoice) -> None:
    sale = invoice.type == "ACCREC"
    control = books.system_account("DEBTORS" if sale else "CREDITORS")
    sign = 1 if sale else -1
    movements = [(control.id, sign * invoice.total), *_lines(books, invoice.lines, invoice.amounts_are, -sign)]
    record(books, on=invoice.on, source="invoice", source_id=invoice.id, movements=movements)


def post_bank_transaction(books: Books, transaction: BankTransaction) -> None:
    sign = 1 if transaction.type.startswith("RECEIVE") else -1
    bank = (transaction.bank_account_id, sign * transaction.total)
    if transaction.overpayment_id:
        control = books.system_account("DEBTORS" if sign > 0 else "CREDITORS")
        others = [(control.id, -sign * transaction.total)]
    else:
        others = list(_lines(books, transaction.lines, transaction.amounts_are, -sign))
    record(books, on=transaction.on, source="bank_transaction", source_id=transaction.id, movements=[bank, *others])


def post_payment(books: Books, payment: Payment) -> None:
    """Money in for a sales invoice or a supplier's refund, money out for the others."""
    receivable = payment.type in ("ACCRECPAYMENT", "AROVERPAYMENTPAYMENT")
    control = books.system_account("DEBTORS" if receivable else "CREDITORS")
    sign = 1 if payment.type in ("ACCRECPAYMENT", "APOVERPAYMENTPAYMENT") else -1
    record(
        books,
        on=payment.on,
        source="payment",
        source_id=payment.id,
        movements=[(payment.account_id, sign * payment.amount), (control.id, -sign * payment.amount)],
    )


def post_manual_journal(books: Books, journal: ManualJournal) -> None:
    tax_account = books.system_account("GST").id
    movements: list[Movement] = []
    for line in journal.lines:
        assert line.account_id is not None
        net = line.amount - line.tax if journal.amounts_are == "Inclusive" else line.amount
        movements += [(line.account_id, net), (tax_account, line.tax)]
    record(books, on=journal.on, source="manual_journal", source_id=journal.id, movements=movements)


def _lines(books: Books, lines: tuple[Line, ...], amounts_are: str, sign: int) -> Iterator[Movement]:
    tax_account = books.system_account("GST").id
    for line in lines:
        if line.account_id is None or line.amount is None:
            continue
        net = line.amount - line.tax if amounts_are == "Inclusive" else line.amount
        yield line.account_id, sign * net
        yield tax_account, sign * line.tax

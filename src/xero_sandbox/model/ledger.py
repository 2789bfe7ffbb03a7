"""The double-entry ledger under every document.

    sales invoice     Dr receivable        Cr lines, tax collected
    bill              Dr lines, tax paid   Cr payable
    credit note       the mirror of the invoice or bill it lessens
    money in          Dr bank              Cr lines and tax, or the receivable it pays
    money out         the mirror
    bank transfer     Dr one bank          Cr the other
    prepayment        coded to its lines until it is allocated; then from them to the receivable or payable
    manual journal    its lines, and their tax

An entry that does not balance cannot be recorded. Voiding or editing a document adds its opposite, same day.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from xero_sandbox.model.books import Books
from xero_sandbox.model.records import (
    BankTransaction,
    BankTransfer,
    CreditNote,
    Entry,
    Invoice,
    Line,
    ManualJournal,
    Payment,
    Prepayment,
)

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
    _post_document(books, invoice, source="invoice", sale=invoice.type == "ACCREC", sign=1)


def post_credit_note(books: Books, note: CreditNote) -> None:
    _post_document(books, note, source="credit_note", sale=note.sale, sign=-1)


def _post_document(books: Books, document: Invoice | CreditNote, *, source: str, sale: bool, sign: int) -> None:
    side = sign if sale else -sign
    lines = _lines(books, document.lines, document.amounts_are, -side)
    movements = [(_control(books, sale=sale), side * document.total), *lines]
    record(books, on=document.on, source=source, source_id=document.id, movements=movements)


def post_bank_transaction(books: Books, transaction: BankTransaction) -> None:
    sign = 1 if transaction.type.startswith("RECEIVE") else -1
    bank = (transaction.bank_account_id, sign * transaction.total)
    if transaction.overpayment_id:
        others = [(_control(books, sale=sign > 0), -sign * transaction.total)]
    else:
        others = list(_lines(books, transaction.lines, transaction.amounts_are, -sign))
    record(books, on=transaction.on, source="bank_transaction", source_id=transaction.id, movements=[bank, *others])


def post_bank_transfer(books: Books, transfer: BankTransfer) -> None:
    movements = [(transfer.to_account_id, transfer.amount), (transfer.from_account_id, -transfer.amount)]
    record(books, on=transfer.on, source="bank_transfer", source_id=transfer.id, movements=movements)


def post_payment(books: Books, payment: Payment) -> None:
    """Money in for a sales invoice or a supplier's refund, money out for the others."""
    sale = payment.type.startswith(("ACCREC", "AR"))
    sign = 1 if sale == payment.type.startswith("ACC") else -1
    others = [(_control(books, sale=sale), -sign * payment.amount)]
    if payment.prepayment_id:
        others = _taken_from(books, books.prepayments[payment.prepayment_id], -sign * payment.amount)
    movements = [(payment.account_id, sign * payment.amount), *others]
    record(books, on=payment.on, source="payment", source_id=payment.id, movements=movements)


def post_prepayment_use(books: Books, prepayment: Prepayment, *, amount: int, on: date) -> None:
    """So much of it now pays an invoice; a negative amount no longer does."""
    side = -amount if prepayment.sale else amount
    movements = [(_control(books, sale=prepayment.sale), side), *_taken_from(books, prepayment, -side)]
    record(books, on=on, source="prepayment", source_id=prepayment.id, movements=movements)


def _taken_from(books: Books, prepayment: Prepayment, amount: int) -> list[Movement]:
    """An amount split as the prepayment's own lines and tax are; the last one takes what rounding leaves."""
    whole = [one for one in _lines(books, prepayment.lines, prepayment.amounts_are, 1) if one[1]]
    sign = 1 if amount > 0 else -1
    parts = [(account, sign * (share * abs(amount) // prepayment.total)) for account, share in whole[:-1]]
    return [*parts, (whole[-1][0], amount - sum(part for _, part in parts))]


def _control(books: Books, *, sale: bool) -> str:
    return books.system_account("DEBTORS" if sale else "CREDITORS").id


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

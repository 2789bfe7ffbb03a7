"""Requests at random: each step names one request an app could send next, whether Xero takes it or refuses it."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from tests.sandbox.harness import (
    Json,
    World,
    allocation,
    bank,
    bill,
    credit_note,
    journal,
    journal_line,
    line,
    payment,
    sale,
    supplier_credit,
    transfer,
)

Asked = tuple[str, str, Json | None]
DELETED, VOIDED = {"Status": "DELETED"}, {"Status": "VOIDED"}


class Chance(NamedTuple):
    world: World
    contact: str
    amount: str
    which: int

    def one_of(self, rows: Sequence[Any]) -> Any:
        return rows[self.which % len(rows)] if rows else None


def _bank(chance: Chance, kind: str, given: Json) -> Asked:
    return "PUT", "BankTransactions", bank(chance.contact, given, kind=kind, account="090", LineAmountTypes="Exclusive")


def _by_id(chance: Chance, name: str, rows: Sequence[Any], change: Json) -> Asked | None:
    row = chance.one_of(rows)
    return ("POST", f"{name}/{row.id}", change) if row else None


def _credits(world: World) -> list[tuple[str, Any]]:
    books = world.books
    tables = (("CreditNotes", books.credit_notes), ("Overpayments", books.overpayments))
    return [(name, row) for name, table in (*tables, ("Prepayments", books.prepayments)) for row in table]


def _apply(chance: Chance) -> Asked | None:
    credit, invoices = chance.one_of(_credits(chance.world)), list(chance.world.books.invoices)
    if credit is None or not invoices:
        return None
    invoice = invoices[-1 - chance.which % len(invoices)]
    return "PUT", f"{credit[0]}/{credit[1].id}/Allocations", allocation(invoice.id, chance.amount)


def _take_back(chance: Chance) -> Asked | None:
    made = [(name, row.id, one.id) for name, row in _credits(chance.world) for one in row.allocations]
    if not made:
        return None
    name, credit, one = chance.one_of(made)
    return "DELETE", f"{name}/{credit}/Allocations/{one}", None


def _refund(chance: Chance) -> Asked | None:
    credit = chance.one_of(_credits(chance.world))
    if credit is None:
        return None
    kind = credit[0].removesuffix("s")
    return "PUT", "Payments", payment("", chance.amount) | {"Invoice": None, kind: {f"{kind}ID": credit[1].id}}


def _pay(chance: Chance) -> Asked | None:
    invoice = chance.one_of(list(chance.world.books.invoices))
    return ("PUT", "Payments", payment(invoice.id, chance.amount)) if invoice else None


def _journal(chance: Chance) -> Asked:
    sides = journal_line(chance.amount, "429"), journal_line(f"-{chance.amount}", "850")
    return "PUT", "ManualJournals", journal(*sides, LineAmountTypes="Inclusive")


STEPS: dict[str, Callable[[Chance], Asked | None]] = {
    "sale": lambda it: ("PUT", "Invoices", sale(it.contact, line(it.amount, Quantity=it.which))),
    "bill": lambda it: ("PUT", "Invoices", bill(it.contact, LineAmountTypes="Inclusive")),
    "note": lambda it: ("PUT", "CreditNotes", credit_note(it.contact, line(it.amount), LineAmountTypes="Inclusive")),
    "supplier credit": lambda it: ("PUT", "CreditNotes", supplier_credit(it.contact)),
    "receive": lambda it: _bank(it, "RECEIVE", line(it.amount)),
    "overpay": lambda it: _bank(it, "RECEIVE-OVERPAYMENT", {"Description": "Too much", "LineAmount": it.amount}),
    "prepay": lambda it: _bank(it, "RECEIVE-PREPAYMENT", line(it.amount)),
    "journal": _journal,
    "transfer": lambda it: ("PUT", "BankTransfers", transfer(it.amount)),
    "untransfer": lambda it: _by_id(it, "BankTransfers", list(it.world.books.bank_transfers), DELETED),
    "pay": _pay,
    "apply": _apply,
    "take back": _take_back,
    "refund": _refund,
    "edit": lambda it: _by_id(it, "Invoices", list(it.world.books.invoices), {"LineItems": [line(it.amount)]}),
    "void": lambda it: _by_id(it, "Invoices", list(it.world.books.invoices), VOIDED),
    "void note": lambda it: _by_id(it, "CreditNotes", list(it.world.books.credit_notes), VOIDED),
    "void journal": lambda it: _by_id(it, "ManualJournals", list(it.world.books.manual_journals), VOIDED),
    "unpay": lambda it: _by_id(it, "Payments", list(it.world.books.payments), DELETED),
    "undo": lambda it: _by_id(it, "BankTransactions", list(it.world.books.bank_transactions), DELETED),
}


def take(chance: Chance, step: str) -> None:
    asked = STEPS[step](chance)
    if asked:
        response = chance.world.ask(*asked)
        assert response.status in (200, 400), response.body

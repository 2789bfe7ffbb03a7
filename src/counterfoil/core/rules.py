"""Rules that several kinds share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from counterfoil.core.books import Books
from counterfoil.core.facts import Held
from counterfoil.core.money import Money
from counterfoil.core.references import FIRM, DocumentNumber
from counterfoil.core.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Kept:
    """An account that never falls below zero, for each matter, each bank, or both. `grows_by` 1 is a debit."""

    called: str
    grows_by: int
    by_matter: bool = True
    by_bank: bool = False


KEPT_ABOVE_ZERO: Mapping[str, Kept] = {
    "TRUST_HELD": Kept("held in trust", -1, by_bank=True),
    "RETAINERS_HELD": Kept("held as a retainer", -1),
    "TRUST_ADVANCES": Kept("advanced by the firm", 1),
    "STATUTORY_DEPOSIT": Kept("deposited", 1, by_matter=False, by_bank=True),
}
"""By slot of the chart. Of trust money the database refuses it too; here it is told in words."""


FIRMS_LEDGER = "the firm's own trust ledger"


def never_more_than(held: Held, amount: Money, *, slot: str, of: str) -> None:
    """Refuse to take more from an account than stands there at its lowest."""
    if amount <= held.amount:
        return
    if slot == "TRUST_HELD":
        raise Refusal(
            "trust-overdrawn",
            "{matter} holds {held} on {day}; {amount} cannot be taken from it",
            matter=FIRMS_LEDGER if of == FIRM else of,
            held=held.amount,
            day=held.on,
            amount=amount,
        )
    raise Refusal(
        "more-than-held",
        "of {of} {held} is {called} on {day}; {amount} cannot be taken from it",
        of=of,
        held=held.amount,
        called=KEPT_ABOVE_ZERO[slot].called,
        day=held.on,
        amount=amount,
    )


def taken_from_trust(asked: Iterable[tuple[str, Money]], *, bank: str, on: date, books: Books) -> None:
    """Each (matter, amount) of a document: together never more than the matter holds in the bank, on no later day."""
    sums: dict[str, Money] = {}
    for matter, amount in asked:
        sums[matter] = sums.get(matter, books.zero()) + amount
    for matter, amount in sums.items():
        never_more_than(books.lowest_held(matter, bank, since=on), amount, slot="TRUST_HELD", of=matter)


def taken_for_bills(parts: Iterable[tuple[DocumentNumber, Money]], *, bank: str, on: date, books: Books) -> None:
    """Each (bill, amount) of a document: together never more than the bills' own matter holds in the bank."""
    sums: dict[str, Money] = {}
    for bill, amount in parts:
        matter = books.posted(bill).matter
        sums[matter] = sums.get(matter, books.zero()) + amount
        held = books.lowest_held_for_bill(bill, bank, since=on)
        never_more_than(held, sums[matter], slot="TRUST_HELD", of=matter)


def bank_has(amount: Money, *, bank: str, on: date, books: Books) -> None:
    """Refuse to take more out of a trust account than is in it at its lowest."""
    never_out_of_bank(books.lowest_in_bank(bank, since=on), amount, bank=bank)


def never_out_of_bank(there: Held, amount: Money, *, bank: str) -> None:
    if amount > there.amount:
        raise Refusal(
            "bank-overdrawn",
            "{bank} has {there} on {day}, {amount} cannot leave it; take money back from the statutory deposit first",
            bank=bank,
            there=there.amount,
            day=there.on,
            amount=amount,
        )


def not_in_future(day: date, books: Books) -> None:
    """Trust money is written down when it moves, never ahead."""
    if day > books.today:
        raise Refusal("date-in-future", "today is {today}; date it {today} or earlier", today=books.today)


def each_above_zero(amounts: Iterable[Money]) -> None:
    for amount in amounts:
        if amount.minor <= 0:
            raise Refusal("amount-not-positive", "{amount} is not above zero", amount=amount)


def open_matter(code: str, books: Books) -> None:
    matter = books.matter(code)
    if not matter.open:
        raise Refusal("matter-closed", "matter {code} is closed; reopen it or choose another", code=code)


def open_matters(codes: Iterable[str | None], books: Books) -> None:
    """Those of the codes that are there."""
    for code in codes:
        if code:
            open_matter(code, books)


def due_after(on: date, due_on: date) -> None:
    if due_on < on:
        raise Refusal("due-before-date", "due {due_on} lies before {on}; change one", due_on=due_on, on=on)


def bank_of_sort(code: str, books: Books, *, trust: bool) -> None:
    bank = books.bank(code)
    if bank.trust is not trust:
        wanted = "a trust account" if trust else "an office account"
        raise Refusal("bank-wrong-sort", "{code} is not {wanted}", code=code, wanted=wanted)
    if bank.type == "statutory":
        raise Refusal(
            "bank-wrong-sort",
            "{code} is the statutory deposit, which only statutory deposits move; choose a trust account",
            code=code,
        )
    if not bank.open:
        raise Refusal("bank-closed", "{code} is closed; choose an open account", code=code)


def two_banks(out_of: str, into: str, books: Books, *, trust: bool) -> None:
    """Two different accounts of one sort."""
    for code in (out_of, into):
        bank_of_sort(code, books, trust=trust)
    if out_of == into:
        raise Refusal("bank-twice", "{bank} stands on both sides; choose another for one", bank=into)


def settles_within(parts: Iterable[tuple[DocumentNumber, Money]], *, on: date, books: Books) -> None:
    """Each document is named once, owes at least its part, and is no younger than what settles it."""
    seen: set[str] = set()
    for number, amount in parts:
        if number in seen:
            raise Refusal(
                "bill-named-twice",
                "{what} {number} stands on two rows; make them one",
                what=number.names,
                number=number,
            )
        seen.add(number)
        found = books.posted(number)
        if amount > found.open:
            raise Refusal(
                "bill-over-paid",
                "{what} {number} owes {open}; enter at most that",
                what=number.names,
                number=number,
                open=found.open,
            )
        if on < found.dated_on:
            raise Refusal(
                "paid-before-billed",
                "{what} {number} is dated {day}; date this {day} or later",
                what=number.names,
                number=number,
                day=found.dated_on,
            )


def used_within(credit: DocumentNumber, amount: Money, *, on: date, books: Books) -> None:
    """No more of a credit is used than is left of it, and not before its own date."""
    found = books.posted(credit)
    if amount > found.open:
        raise Refusal(
            "credit-over-used",
            "of {what} {number} {open} is left; use at most that",
            what=credit.names,
            number=credit,
            open=found.open,
        )
    if on < found.dated_on:
        raise Refusal(
            "used-before-credited",
            "{what} {number} is dated {day}; date this {day} or later",
            what=credit.names,
            number=credit,
            day=found.dated_on,
        )


def is_of(contact: str, number: DocumentNumber, books: Books) -> None:
    """The document is that contact's."""
    found = books.posted(number).contact
    if found != contact:
        raise Refusal(
            "other-contact",
            "{what} {number} is of {found}; choose one of {contact}",
            what=number.names,
            number=number,
            found=found,
            contact=contact,
        )


def of_one_contact(numbers: Iterable[DocumentNumber], books: Books) -> None:
    """A credit settles documents of its own contact only, here as in Xero."""
    contacts = sorted({books.posted(number).contact for number in numbers})
    if len(contacts) > 1:
        raise Refusal(
            "other-contact", "they are of {contacts}; choose documents of one contact", contacts=", ".join(contacts)
        )


def given_once(credit: DocumentNumber, bills: Iterable[DocumentNumber], *, on: date, books: Books) -> None:
    """One document at most gives so much of a credit to a bill: in Xero the two tell nothing else apart."""
    for bill in bills:
        given = books.given_to(credit, bill, since=on)
        if given:
            raise Refusal(
                "given-already",
                "{credit} settles {given} of {bill} already; take that back and enter the whole amount here",
                credit=credit,
                given=given,
                bill=bill,
            )

"""What the rules and the lines of a kind may look at: the chart, the day, and exactly the facts that were asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from counterfoil.core.chart import Account, BankAccount, Chart
from counterfoil.core.facts import (
    Fact,
    GivenTo,
    Held,
    Lowest,
    LowestHeld,
    LowestHeldForBill,
    LowestInBank,
    LowestOn,
    MadeFrom,
    SameReference,
)
from counterfoil.core.money import Money
from counterfoil.core.references import DocumentNumber, OrderNumber
from counterfoil.core.refusals import Refusal
from counterfoil.core.tax import TaxCodeFacts


@dataclass(frozen=True, slots=True)
class MatterFacts:
    id: int
    code: str
    title: str
    client: str
    open: bool = True


@dataclass(frozen=True, slots=True)
class ContactFacts:
    id: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class PostedDocument:
    """A posted document that another names: what is open of it, and whose it is. Codes; empty where it has none.

    `state` is another for an order only: placed, or closed.
    """

    id: int
    kind: str
    number: str
    dated_on: date
    matter: str
    contact: str
    total: Money
    open: Money
    state: str = "posted"


@dataclass(slots=True)
class Books:
    """Gathered before the rules run; asks nothing of the database itself. Unknown codes are refused by name."""

    today: date
    currency: str
    chart: Chart
    tax_codes: Mapping[str, TaxCodeFacts]
    banks: Mapping[str, BankAccount]
    matters: Mapping[str, MatterFacts] = field(default_factory=dict)
    contacts: Mapping[str, ContactFacts] = field(default_factory=dict)
    documents: Mapping[str, PostedDocument] = field(default_factory=dict)
    answers: Mapping[Fact, Held | str] = field(default_factory=dict)

    def matter(self, code: str) -> MatterFacts:
        found = self.matters.get(code)
        if found is None:
            raise Refusal("matter-unknown", "there is no matter {code}; open it first", code=code)
        return found

    def contact(self, code: str) -> ContactFacts:
        found = self.contacts.get(code)
        if found is None:
            raise Refusal("contact-unknown", "there is no contact {code}; add it first", code=code)
        return found

    def bank(self, code: str) -> BankAccount:
        found = self.banks.get(code)
        if found is None:
            raise Refusal("bank-unknown", "there is no bank account {code}", code=code)
        return found

    def bank_account(self, code: str) -> Account:
        return self.bank(code).account

    def bank_of(self, account: Account) -> str | None:
        """The code of the bank account that posts to the account, if one does."""
        return next((bank.code for bank in self.banks.values() if bank.account.id == account.id), None)

    def tax_code(self, code: str) -> TaxCodeFacts:
        found = self.tax_codes.get(code)
        if found is None:
            raise Refusal("tax-code-unknown", "there is no tax code {code}; choose one from the list", code=code)
        return found

    def zero(self) -> Money:
        return Money.zero(self.currency)

    def posted(self, number: DocumentNumber) -> PostedDocument:
        """The posted document of that number; refused when it is of a kind that the reference does not name."""
        found = self.documents.get(number)
        if found is None or found.kind not in number.kinds:
            raise Refusal(number.unknown, f"there is no {number.state} {number.names} {{number}}", number=str(number))
        return found

    def lowest_held(self, matter: str, bank: str, *, since: date) -> Held:
        return self._held(LowestHeld(matter, bank, since))

    def lowest_held_for_bill(self, bill: str, bank: str, *, since: date) -> Held:
        return self._held(LowestHeldForBill(bill, bank, since))

    def lowest_in_bank(self, bank: str, *, since: date) -> Held:
        return self._held(LowestInBank(bank, since))

    def lowest_on(self, slot: str, *, since: date, matter: str = "", bank: str = "") -> Held:
        return self._held(LowestOn(slot, since, matter, bank))

    def given_to(self, credit: str, bill: str, *, since: date) -> Money:
        return self._held(GivenTo(credit, bill, since)).amount

    def _held(self, fact: Lowest) -> Held:
        found = self.answers[fact]
        assert isinstance(found, Held)
        return found

    def same_reference(self, kind: str, *, contact: str, reference: str) -> str:
        """The number of the document that has it, or nothing."""
        return str(self.answers[SameReference(kind, contact, reference)])

    def made_from(self, order: OrderNumber) -> str:
        """The number of the posted document that was made from it, or nothing."""
        return str(self.answers[MadeFrom(order)])

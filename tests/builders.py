"""A firm with documents for tests: founded, opened and entered through the same actions as everywhere.

    firm = a_firm()
    firm.matter("M-104", client="Harrow & Pike")
    receipt = firm.trust_receipt("500.00", matter="M-104", on="2026-03-02")
    bill = firm.enter("client_bill", on=..., due_on=..., matter="M-104", items=[...])

Dates are text as in a file. `firm.at` is the instant handed to every action: 31 March 2026, noon in Sydney.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from counterfoil.documents import actions
from counterfoil.documents.actions import Done
from counterfoil.firms.models import Firm, User
from counterfoil.firms.roles import ROLES, Actor
from counterfoil.kinds import kind_of
from counterfoil.matters.models import Contact, Matter
from counterfoil.outbox.models import Destination, Item, Link
from counterfoil.practice.banks import open_bank_account
from counterfoil.practice.contacts import add_contact
from counterfoil.practice.firm import found_firm
from counterfoil.practice.matters import open_matter
from counterfoil.practice.package import choose_package

NOON = datetime(2026, 3, 31, 1, 0, tzinfo=UTC)
_PEOPLE = count(1)
_BANKS = count(1)


def a_firm(
    name: str = "Hollis Lane",
    *,
    jurisdiction: str = "au",
    at: datetime = NOON,
    connected: bool = False,
    package: str = "ledger_xero",
) -> "BuiltFirm":
    """A firm with its owner, who holds every role. `connected` gives it a destination from the start.

    Its accounting package is chosen unless `package` is empty.
    """
    owner = User.objects.create_user(f"person{next(_PEOPLE)}@firm.example", "a long passphrase", name="Priya Nair")
    firm = found_firm(name=name, jurisdiction_code=jurisdiction, at=at, owner=owner)
    by = Actor(user_id=owner.pk, name=owner.name, firm_id=firm.pk, roles=frozenset(ROLES))
    if package:
        firm = choose_package(package=package, understood=True, by=by, at=at)
    built = BuiltFirm(firm, by, at)
    if connected:
        built.connect()
    return built


@dataclass
class BuiltFirm:
    firm: Firm
    by: Actor
    at: datetime
    clients: dict[str, Contact] = field(default_factory=dict)

    @property
    def id(self) -> int:
        return self.firm.pk

    def connect(self, *, at: datetime | None = None) -> Destination:
        return Destination.objects.create(
            firm=self.firm, remote_id=f"org-{self.id}", name=f"{self.firm.name} (Xero)", connected_at=at or self.at
        )

    def arrive(self) -> None:
        """What waits in the outbox is over there, as if it had been sent."""
        for item in Item.objects.filter(firm_id=self.id, state="pending"):
            remote_id = f"there-{item.pk}"
            Item.objects.filter(pk=item.pk).update(
                state="confirmed", remote_id=remote_id, settled_at=self.at, first_send_at=self.at, generation=1
            )
            Link.objects.create(
                firm_id=self.id,
                destination_id=item.destination_id,
                item=item,
                source_kind=item.source_kind,
                source_id=item.source_id,
                part=item.part,
                remote_id=remote_id,
                linked_at=self.at,
            )

    def contact(self, name: str) -> Contact:
        """The contact of that name; added when the firm has none."""
        if name not in self.clients:
            self.clients[name] = add_contact(name=name, by=self.by, at=self.at)
        return self.clients[name]

    def bank(self, name: str, *, sort: str) -> str:
        """A further bank account, office or trust, with the first bank: its code."""
        provider = Contact.objects.filter(firm=self.firm, sort="bank").order_by("id")[0].code
        at = 1_304_050 + next(_BANKS)
        number = f"06-0000-{at}-00" if self.firm.jurisdiction == "nz" else f"062-000 {10_000_000 + at}"
        opened = open_bank_account(sort=sort, name=name, provider=provider, number=number, by=self.by, at=self.at)
        return opened.code

    def matter(
        self,
        code: str,
        *,
        client: str = "Harrow & Pike",
        title: str = "Purchase of 14 Quayside",
        lawyer: str = "D. Achterberg",
    ) -> Matter:
        return open_matter(
            title=title,
            client_code=self.contact(client).code,
            opened_on=date(2026, 1, 5),
            by=self.by,
            at=self.at,
            code=code,
            lawyer=lawyer,
        )

    def enter(self, kind: str, **values: Any) -> Done:
        """Enter and post a document of any kind from plain values."""
        of_kind = kind_of(kind)
        document = actions.read(of_kind, values, firm_id=self.id, at=self.at)
        return actions.enter(kind=of_kind, document=document, by=self.by, at=self.at)

    def draft(self, kind: str, **values: Any) -> Done:
        of_kind = kind_of(kind)
        document = actions.read(of_kind, values, firm_id=self.id, at=self.at)
        return actions.draft(kind=of_kind, document=document, by=self.by, at=self.at)

    def edit(self, draft: Done, **values: Any) -> Done:
        document = actions.read(kind_of(draft.kind), values, firm_id=self.id, at=self.at)
        return actions.edit(document_id=draft.id, document=document, by=self.by, at=self.at)

    def post(self, draft: Done) -> Done:
        return actions.post(document_id=draft.id, by=self.by, at=self.at)

    def reverse(self, done: Done, why: str = "entered twice") -> Done:
        return actions.reverse(document_id=done.id, by=self.by, at=self.at, why=why)

    def reopen(self, done: Done, why: str = "wrong matter") -> Done:
        return actions.reopen(document_id=done.id, by=self.by, at=self.at, why=why)

    # The same documents again and again, in one line each.

    def trust_receipt(
        self,
        amount: str,
        *,
        matter: str,
        on: str = "2026-03-02",
        payer: str = "Harrow & Pike",
        reason: str = "On account",
    ) -> Done:
        parts = [{"matter": matter, "amount": amount}]
        return self.enter("trust_receipt", on=on, bank="T1", payer=self.contact(payer).code, reason=reason, parts=parts)

    def trust_payment(
        self,
        amount: str,
        *,
        matter: str,
        on: str = "2026-03-05",
        payee: str = "Land Registry",
        reason: str = "Search fees",
    ) -> Done:
        parts = [{"matter": matter, "amount": amount}]
        return self.enter("trust_payment", on=on, bank="T1", payee=self.contact(payee).code, reason=reason, parts=parts)

    def bill(
        self,
        net: str,
        *,
        matter: str,
        on: str = "2026-03-09",
        due_on: str = "2026-03-23",
        account: str = "4100",
        tax: str = "GST",
    ) -> Done:
        item = {"description": "Advice", "account": account, "net": net, "tax": tax}
        return self.enter("client_bill", on=on, due_on=due_on, matter=matter, items=[item], memo="Costs to date")

    def credit_note(
        self, net: str, *, matter: str, on: str = "2026-03-12", account: str = "4100", tax: str = "GST"
    ) -> Done:
        item = {"description": "Advice", "account": account, "net": net, "tax": tax}
        return self.enter("credit_note", on=on, matter=matter, items=[item], memo="Costs reduced")

    def apply(self, credit: Done, *, pays: dict[str, str], on: str = "2026-03-20") -> Done:
        """A credit, of a client or a supplier, or what a receipt left over, settles bills."""
        kind, name = {
            "credit_note": ("credit_application", "credit"),
            "client_receipt": ("receipt_allocation", "receipt"),
            "supplier_credit": ("supplier_credit_application", "credit"),
        }[credit.kind]
        parts = [{"bill": bill, "amount": part} for bill, part in pays.items()]
        return self.enter(kind, on=on, parts=parts, **{name: str(credit.number)})

    def retainer(self, amount: str, *, matter: str, on: str = "2026-03-02", payer: str = "Harrow & Pike") -> Done:
        payer_code = self.contact(payer).code
        return self.enter("retainer_receipt", on=on, bank="O1", matter=matter, payer=payer_code, amount=amount)

    def supplier_bill(
        self,
        net: str,
        *,
        reference: str,
        supplier: str = "Chambers Office Supply",
        on: str = "2026-03-09",
        due_on: str = "2026-04-08",
        account: str = "6290",
        matter: str = "",
        tax: str = "",
    ) -> Done:
        item = {"description": "As agreed", "account": account, "net": net, "matter": matter, "tax": tax}
        code = self.contact(supplier).code
        return self.enter("supplier_bill", on=on, due_on=due_on, supplier=code, reference=reference, items=[item])

    def supplier_credit(
        self,
        net: str,
        *,
        reference: str,
        supplier: str = "Chambers Office Supply",
        on: str = "2026-03-12",
        account: str = "6290",
    ) -> Done:
        item = {"description": "Less as agreed", "account": account, "net": net}
        code = self.contact(supplier).code
        return self.enter("supplier_credit", on=on, supplier=code, reference=reference, items=[item])

    def supplier_payment(self, pays: dict[str, str], *, on: str = "2026-03-20", memo: str = "") -> Done:
        """Money out of the office account; `pays` maps numbers of supplier bills to amounts."""
        parts = [{"bill": bill, "amount": part} for bill, part in pays.items()]
        return self.enter("supplier_payment", on=on, bank="O1", parts=parts, memo=memo)

    def receipt(
        self, amount: str, *, pays: dict[str, str] | None = None, on: str = "2026-03-16", payer: str = "Harrow & Pike"
    ) -> Done:
        """Money into the office account; `pays` maps bill numbers to amounts, the rest stays unallocated."""
        parts = [{"bill": bill, "amount": part} for bill, part in (pays or {}).items()]
        return self.enter(
            "client_receipt",
            on=on,
            bank="O1",
            payer=self.contact(payer).code,
            amount=amount,
            parts=parts,
            memo="By transfer",
        )

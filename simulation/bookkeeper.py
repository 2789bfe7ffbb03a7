"""The bookkeeper: enters the firm's documents by chance of the seed.

Each leaves items with snapshots in the form that posting leaves in the outbox (tests/simulation/test_snapshots.py).
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from counterfoil.outbox.work import Waiting
from simulation.firm import MADE_LATER, Client, Firm, Line, Open, bank, line

NAMES = ("Harrow & Pike", "Ōtāhuhu Trust", "שלום בע״מ", "de la Fontaine", "L" * 255, "Müller Söhne", "O'Brien  Bros")
Snapshot = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Posted:
    """A document that was posted, and the items it leaves."""

    says: str
    items: list[Waiting]


class Bookkeeper:
    """`poison` is the share of documents that Xero cannot take as they are; `alike` makes many look the same."""

    poison = 0.0
    alike = False

    def __init__(self, firm: Firm, rng: random.Random, day: Callable[[], str]) -> None:
        self.firm, self.rng, self.day = firm, rng, day

    def post(self) -> Posted:
        (enter,) = self.rng.choices(ENTERED, weights=WEIGHTS)
        return enter(self)

    # --- clients ------------------------------------------------------------------------------------------------------

    def client_bill(self) -> Posted:
        return self._invoice("client_bill", "B", "bill", "Invoices", "ACCREC", -1)

    def credit_note(self) -> Posted:
        return self._invoice("credit_note", "CN", "note", "CreditNotes", "ACCRECCREDIT", 1)

    def client_receipt(self) -> Posted:
        """Pays one or two bills in whole or in part; sometimes more than is owed."""
        paid = self._some_open("bill")
        if not paid:
            return self.client_bill()
        client = self.firm.clients[paid[0].client]
        parts = [(bill, bill.left if self.rng.random() < 0.6 else max(1, bill.left // 2)) for bill in paid]
        surplus = self.rng.choice((0, 0, 1, 5000))
        amount = sum(part for _, part in parts) + surplus
        lines = [line("office", amount), *(line("receivable", -part) for _, part in parts)]
        lines += [line("receivable", -surplus)] if surplus else []
        document = self._document("client_receipt", "R", client, amount, lines, through="office")
        items = [self._payment(document, bill, part, "ACCREC") for bill, part in parts]
        if surplus:
            rest = document | {"rest": surplus}
            items.append(self._item(rest, "rest", "BankTransactions", "RECEIVE-OVERPAYMENT", (client.item_id,)))
            self._keep_open("surplus", document, items[-1], client, surplus)
        return Posted(f"{document['number']} of {amount}", items)

    def receipt_allocation(self) -> Posted:
        return self._allocation("receipt_allocation", "surplus", "Overpayments")

    def credit_application(self) -> Posted:
        return self._allocation("credit_application", "note", "CreditNotes")

    def _allocation(self, kind: str, sort: str, credit: str) -> Posted:
        """So much of a credit for a bill of the same client; at most one between the two."""
        pairs = [
            (given, bill)
            for given in self.firm.open
            for bill in self.firm.open
            if (given.sort, bill.sort, given.client) == (sort, "bill", bill.client) and given.left and bill.left
        ]
        if not pairs:
            return self.client_bill()
        given, bill = self.rng.choice(pairs)
        amount = min(given.left, bill.left)
        given.left, bill.left = 0, bill.left - amount
        document = self._document(kind, "A", self.firm.clients[bill.client], amount, [])
        part = {"bill_id": bill.document_id, "bill": bill.number, "minor": amount, "on": max(given.on, bill.on)}
        name = f"pay:{given.document_id}:{bill.document_id}"
        leans_on = (given.item_id, bill.item_id)
        item = self._item(document | {"allocation": part}, name, "Allocations", credit, leans_on)
        return Posted(f"{kind} of {amount} from {given.number} to {bill.number}", [item])

    # --- suppliers ----------------------------------------------------------------------------------------------------

    def supplier_bill(self) -> Posted:
        return self._invoice("supplier_bill", "SB", "owed", "Invoices", "ACCPAY", 1)

    def supplier_payment(self) -> Posted:
        paid = self._some_open("owed")
        if not paid:
            return self.supplier_bill()
        client = self.firm.clients[paid[0].client]
        amount = sum(bill.left for bill in paid)
        lines = [line("office", -amount), *(line("payable", bill.left) for bill in paid)]
        document = self._document("supplier_payment", "SP", client, amount, lines, through="office")
        items = [self._payment(document, bill, bill.left, "ACCPAY") for bill in paid]
        return Posted(f"{document['number']} of {amount}", items)

    # --- trust and banking --------------------------------------------------------------------------------------------

    def trust_receipt(self) -> Posted:
        return self._movement("trust_receipt", "T", "RECEIVE", "trust", self._trust_lines(1))

    def trust_payment(self) -> Posted:
        return self._movement("trust_payment", "TP", "SPEND", "trust", self._trust_lines(-1))

    def _trust_lines(self, sign: int) -> list[Line]:
        amount = 0 if self._is_poison() else self._amount()
        return [line("trust", sign * amount), line("held", -sign * amount, matter="M-104")]

    def firm_deposit(self) -> Posted:
        """The firm's own money: with tax, or to an account that was made in Xero from here."""
        made = sorted(self.firm.account_items)
        if made and self.rng.random() < 0.5:
            account, amount = self.rng.choice(made), self._amount()
            named = {"account_id": account, "account": f"7{account}", "account_name": f"Made {account}"}
            lines = [line("office", amount), line("sundry", -amount) | named]
        else:
            lines, total = self._taxed(1, -1)
            lines.insert(0, line("office", total))
        return self._movement("firm_deposit", "D", "RECEIVE", "office", lines)

    def bank_transfer(self) -> Posted:
        amount = 0 if self._is_poison() else self._amount()
        lines = [line("trust", -amount), line("office", amount)]
        document = self._document("bank_transfer", "X", None, amount, lines, through="trust")
        document["banks"] = {"bank": bank("trust"), "into": bank("office")}
        return Posted(f"{document['number']} of {amount}", [self._item(document, "document", "BankTransfers", "", ())])

    def trust_journal(self) -> Posted:
        amount = self._amount()
        other = "unmapped" if self._is_poison() else "moved"
        lines = [line("held", amount, matter="M-104"), line(other, -amount, matter="M-105")]
        document = self._document("trust_transfer", "J", None, amount, lines)
        return Posted(f"{document['number']} of {amount}", [self._item(document, "document", "ManualJournals", "", ())])

    def account(self) -> Posted:
        """An account that is to be made in Xero; later documents are posted to it."""
        firm = self.firm
        account_id = MADE_LATER + len(firm.account_items)
        code = f"7{account_id}"
        about = {"id": account_id, "code": code, "name": f"Made {account_id}", "type": "CURRLIAB", "number": ""}
        about |= {"takes_payments": False, "remote_code": code}
        item_id = firm.account_items[account_id] = firm.item_id()
        snapshot = frozen({"account": about})
        item = Waiting(item_id, "account", account_id, "document", "create", 1, "Accounts", "", snapshot)
        return Posted(f"account {code}", [item])

    # --- their parts --------------------------------------------------------------------------------------------------

    def _invoice(self, kind: str, series: str, sort: str, resource: str, type_: str, sign: int) -> Posted:
        """`sign` is -1 where the lines are credits."""
        client = self._client()
        sale = type_.startswith("ACCREC")
        lines, total = self._taxed(self.rng.randint(1, 3), sign, sale=sale)
        lines.insert(0, line("receivable" if sale else "payable", -sign * total, matter="M-104"))
        document = self._document(kind, series, client, total, lines)
        document["due_on"] = self.day()
        if not sale:
            document["memo"] = self.rng.choice(("INV 7", "2026-0042", f"No. {self.rng.randint(1, 9)}"))
        items = list(self._contact(client))
        items.append(self._item(document, "document", resource, type_, (client.item_id,)))
        self._keep_open(sort, document, items[-1], client, total)
        return Posted(f"{document['number']} of {total}", items)

    def _payment(self, document: Snapshot, bill: Open, part: int, type_: str) -> Waiting:
        bill.left -= part
        allocation = {"bill_id": bill.document_id, "bill": bill.number, "minor": part}
        name = f"pay:{bill.document_id}"
        return self._item(document | {"allocation": allocation}, name, "Payments", type_, (bill.item_id,))

    def _movement(self, kind: str, series: str, type_: str, name: str, lines: list[Line]) -> Posted:
        client = self._client()
        amount = abs(lines[0]["minor"])
        document = self._document(kind, series, client, amount, lines, through=name)
        items = list(self._contact(client))
        items.append(self._item(document, "document", "BankTransactions", type_, (client.item_id,)))
        return Posted(f"{document['number']} of {amount}", items)

    def _document(
        self,
        kind: str,
        series: str,
        client: Client | None,
        total: int,
        lines: list[Line],
        *,
        through: str = "",
    ) -> Snapshot:
        """What the records of a document share; `id` is taken out before it is frozen."""
        return {
            "id": self.firm.document_id(),
            "kind": kind,
            "number": self.firm.number(series),
            "version": 1,
            "dated_on": self.day(),
            "due_on": None,
            "memo": "as agreed",
            "currency": "AUD",
            "total": total,
            "contact": client and {"id": client.id, "code": client.code, "name": client.name},
            "matter": {"code": "M-104", "title": "Purchase of 14 Quayside"},
            "bank": bank(through) if through else None,
            "lines_apart": False,
            "lines": lines,
        }

    def _item(
        self, document: Snapshot, part: str, resource: str, type_: str, leans_on: tuple[int | None, ...]
    ) -> Waiting:
        snapshot = frozen({name: value for name, value in document.items() if name != "id"})
        on = tuple(one for one in leans_on if one is not None)
        item_id = self.firm.item_id()
        return Waiting(item_id, document["kind"], document["id"], part, "create", 1, resource, type_, snapshot, on)

    def _contact(self, client: Client) -> Iterator[Waiting]:
        """The item that makes the contact there, before the first document that leans on it."""
        if client.item_id is None:
            client.item_id = self.firm.item_id()
            snapshot = frozen({"contact": {"id": client.id, "code": client.code, "name": client.name}})
            yield Waiting(client.item_id, "contact", client.id, "document", "create", 1, "Contacts", "", snapshot)

    def _taxed(self, count: int, sign: int, *, sale: bool = True) -> tuple[list[Line], int]:
        """Lines with their tax, and the total. Poison: an account that nobody mapped."""
        lines, tax_total, total = [], 0, 0
        name = self.rng.choice(("fees", "recovered")) if sale else "searches"
        if self._is_poison():
            name = "unmapped" if sale else "unmapped cost"
        for _ in range(count):
            net = self._amount()
            tax = (net + 5) // 10
            coded = {"tax_code": "GST" if sale else "GSTP", "tax": sign * tax}
            lines.append(line(name, sign * net, matter="M-104") | coded)
            tax_total, total = tax_total + tax, total + net + tax
        if tax_total:
            lines.append(line("tax" if sale else "tax paid", sign * tax_total))
        return lines, total

    def _client(self) -> Client:
        clients = self.firm.clients
        if not clients or self.rng.random() < 0.2:
            name = self.rng.choice(NAMES) if self.rng.random() < 0.4 else f"Client {self.rng.randint(1, 40)}"
            if clients and self.rng.random() < 0.1:
                name = clients[-1].name.upper()
            clients.append(Client(len(clients), f"C-{len(clients) + 1:04}", name))
            return clients[-1]
        return clients[0] if self.alike else self.rng.choice(clients)

    def _some_open(self, sort: str) -> list[Open]:
        """One or two of the same client."""
        found = [one for one in self.firm.open if one.sort == sort and one.left > 0]
        if not found:
            return []
        first = self.rng.choice(found)
        others = [one for one in found if one is not first and one.client == first.client]
        return [first, *others[: self.rng.randint(0, 1)]]

    def _keep_open(self, sort: str, document: Snapshot, item: Waiting, client: Client, left: int) -> None:
        self.firm.open.append(
            Open(sort, document["id"], item.id, document["number"], client.id, left, document["dated_on"])
        )

    def _amount(self) -> int:
        if self.alike:
            return 50_000
        return self.rng.choice((1, 5, 15, 999_999_999, self.rng.randint(1, 900_000), self.rng.randint(1, 900_000)))

    def _is_poison(self) -> bool:
        return self.rng.random() < self.poison


def frozen(snapshot: Snapshot) -> str:
    return msgspec.json.encode(snapshot).decode()


ENTERED: tuple[Callable[[Bookkeeper], Posted], ...] = (
    Bookkeeper.client_bill,
    Bookkeeper.client_receipt,
    Bookkeeper.trust_receipt,
    Bookkeeper.trust_payment,
    Bookkeeper.supplier_bill,
    Bookkeeper.supplier_payment,
    Bookkeeper.credit_note,
    Bookkeeper.credit_application,
    Bookkeeper.receipt_allocation,
    Bookkeeper.firm_deposit,
    Bookkeeper.bank_transfer,
    Bookkeeper.trust_journal,
    Bookkeeper.account,
)
WEIGHTS = (22, 16, 14, 8, 8, 5, 5, 4, 4, 5, 4, 4, 3)

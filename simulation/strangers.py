"""What people do in Xero beside us: end, edit, pay, enter, archive, lock, reconcile."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from simulation.otherside import Made
from simulation.rows import Item
from xero_sandbox.model import contacts, invoices, people
from xero_sandbox.model.books import Call
from xero_sandbox.model.messages import read_json
from xero_sandbox.model.refusals import Invalid
from xero_sandbox.model.resources import RESOURCES

if TYPE_CHECKING:
    from simulation.world import World

ENDABLE = ("Invoices", "CreditNotes", "Payments", "BankTransactions", "BankTransfers", "ManualJournals")
MARKED = ENDABLE
BY_SHAPE = ("BankTransactions", "BankTransfers", "ManualJournals", "Invoices")
EDITED_MEANWHILE, MOST_EDITS = 0.8, 60
"""How often somebody edits between two pages, and how often in a seed at most."""


class Strangers:
    """The part of `People` that happens over there. `did` holds the causes that refusals may have."""

    did: set[str]

    def __init__(self, world: "World") -> None:
        self.world = world
        self.did = set()
        self.edits_left = MOST_EDITS

    def act(self) -> None:
        """One thing that somebody does there."""
        if self.world.weather.over:
            return
        acts: tuple[Callable[[], str], ...] = (
            self._end_one,
            self._end_one,
            self._take_the_mark_away,
            self._take_the_mark_away,
            self._pay_by_hand,
            self._enter_invoice,
            self._enter_lookalike,
            self._enter_lookalike,
            self._enter_contact,
            self._archive_contact,
            self._archive_account,
            self.lock_period,
            self._reconcile,
        )
        try:
            done = self.world.rng.choice(acts)()
        except Invalid as refused:
            self.world.other.books.store.undo_to(0)
            done = f"nothing: {refused}"
        self.world.other.settle()
        if done:
            self.world.weather.count("people")
            self.world.tell(f"in Xero somebody did: {done}")

    def ours(self, *resources: str) -> Made | None:
        """One of our documents. Nobody both takes the mark out of one and ends it: that is the remaining risk R2."""
        other = self.world.other
        found = [
            one for one in other.made.values() if one.path in resources and other.is_standing(one) and not one.touched
        ]
        return self.world.rng.choice(found) if found else None

    def end(self, made: Made) -> None:
        """Invalid when Xero does not let it be ended."""
        call, row = self.call(), self.world.other.row(made.path, made.remote_id)
        match made.resource:
            case "Allocations":
                credit, _, rest = made.path.partition("/")
                people.take_back(call, self.world.other.row(credit, rest.partition("/")[0]), made.remote_id)
            case "Invoices" | "CreditNotes":
                people.void(call, row)
            case "ManualJournals":
                update = RESOURCES[made.path].update
                assert update is not None
                update(call, row, {"Status": "VOIDED" if row.status == "POSTED" else "DELETED"})
            case "Payments":
                people.delete_payment(call, row)
            case "BankTransactions":
                people.delete_bank_transaction(call, row)
            case "BankTransfers":
                people.delete_bank_transfer(call, row)
        self.world.other.touched(made.remote_id, "ended")

    def _end_one(self) -> str:
        made = self.ours(*ENDABLE)
        if made is None:
            return ""
        self.end(made)
        self.did.add("ended")
        return f"ended {made.path} of {made.marker}"

    def _take_the_mark_away(self) -> str:
        """Wherever a person may have seen it: reference, narration, description."""
        made = self.ours(*MARKED)
        if made is None:
            return ""
        table = RESOURCES[made.path].table(self.world.other.books)
        row = table[made.remote_id]
        changed: dict[str, Any] = {"updated_at": self.call().now}
        if hasattr(row, "narration"):
            changed["narration"] = "edited"
        if hasattr(row, "reference"):
            changed["reference"] = "edited"
        if hasattr(row, "lines"):
            changed["lines"] = tuple(replace(line, description="edited") for line in row.lines)
        table.put(replace(row, **changed))
        self.did.add("mark taken away")
        self.world.other.touched(made.remote_id, "mark taken away")
        return f"took the mark out of {made.path} of {made.marker}"

    def _pay_by_hand(self) -> str:
        made = self.ours("Invoices")
        if made is None:
            return ""
        row = self.world.other.row("Invoices", made.remote_id)
        if row.due <= 0:
            return ""
        bank = self.world.mapping.accounts[10].remote_id
        amount = row.due if self.world.rng.random() < 0.7 else max(1, row.due // 3)
        self._entered(people.pay(self.call(), row, amount=amount, account_id=bank, on=self._day()))
        self.did.add("paid by hand")
        return f"paid {amount} of the invoice of {made.marker}"

    def _enter_invoice(self) -> str:
        """Under a number that we are about to use, or have just used."""
        firm = self.world.bookkeeper.firm
        number = firm.next_number("B")
        sent = {
            "Type": "ACCREC",
            "InvoiceNumber": number,
            "Contact": {"ContactID": self._contact()},
            "Date": self._day().isoformat(),
            "DueDate": self._day().isoformat(),
            "Status": "AUTHORISED",
            "LineItems": [{"Description": "By hand", "UnitAmount": 5, "AccountCode": "200", "TaxType": "OUTPUT"}],
        }
        self._entered(invoices.create(self.call(), sent))
        return f"entered an invoice {number}"

    def _enter_lookalike(self) -> str:
        """The same document as one of ours, entered by hand; perhaps before ours arrives."""
        world = self.world
        open_ones = [
            item
            for item in world.memory.books.items.values()
            if item.resource in BY_SHAPE and item.type != "ACCREC" and item.state != "confirmed" and item.body
        ]
        if not open_ones:
            return ""
        item = world.rng.choice(open_ones)
        create = RESOURCES[item.resource].create
        assert create is not None
        self._entered(create(self.call(), _without_mark(document_of(item))))
        self.did.add("lookalike")
        return f"entered the document of {item.marker} by hand"

    def _enter_contact(self) -> str:
        world = self.world
        clients = world.bookkeeper.firm.clients
        name = world.rng.choice(clients).name if clients else "Somebody"
        sent = {"Name": f"{name} (C-0001)" if world.rng.random() < 0.2 else name.swapcase()}
        if world.rng.random() < 0.3:
            sent["ContactNumber"] = f"C-{len(clients) + 1:04}"
        self._entered(contacts.create(self.call(), sent))
        return f"added a contact {sent}"

    def _archive_contact(self) -> str:
        made = self.ours("Contacts")
        if made is None:
            return ""
        people.archive_contact(self.call(), self.world.other.row("Contacts", made.remote_id))
        self.did.add("contact archived")
        self.world.other.touched(made.remote_id, "archived")
        return f"archived the contact of {made.marker}"

    def _archive_account(self) -> str:
        account = self.world.other.books.accounts.find("code", "201")[0]
        people.set_account_status(self.call(), account, archived=True)
        self.did.add("account archived")
        return "archived account 201"

    def lock_period(self) -> str:
        people.set_lock_dates(self.call(), period=self._day(), year=None)
        self.did.add("locked")
        return "locked the period"

    def _reconcile(self) -> str:
        made = self.ours("Payments", "BankTransactions")
        if made is None:
            return ""
        row = self.world.other.row(made.path, made.remote_id)
        people.set_reconciled(self.call(), row, reconciled=True)
        self.did.add("reconciled")
        return f"reconciled {made.path} of {made.marker}"

    def edit_between_pages(self, path: str) -> None:
        """While somebody reads page after page, the document that stood first is edited and stands last."""
        if self.edits_left <= 0 or self.world.weather.rng.random() > EDITED_MEANWHILE:
            return
        self.edits_left -= 1
        table = RESOURCES[path].table(self.world.other.books)
        first = min(table, key=lambda row: row.updated_at)
        table.put(replace(first, updated_at=self.call().now))
        self.world.weather.count("edited meanwhile")
        self.world.other.settle()

    def touch(self, marker: str) -> None:
        """Somebody edits the document of that mark in a way that changes nothing but its time."""
        for made in self.world.other.of_item[marker]:
            table = RESOURCES[made.path].table(self.world.other.books)
            table.put(replace(table[made.remote_id], updated_at=self.call().now))
        self.world.other.settle()

    def _contact(self) -> str:
        made = self.ours("Contacts")
        if made is not None:
            return made.remote_id
        call = self.call()
        found = contacts.create(call, {"Name": f"Stranger {call.now}"})
        self._entered(found)
        return found.id

    def _entered(self, row: Any) -> None:
        self.world.other.entered(row, self.world.clockwork.now)

    def call(self) -> Call:
        return self.world.other.person(self.world.clockwork.now)

    def _day(self) -> date:
        return self.world.other.instant(self.world.clockwork.now).date()


def document_of(item: Item) -> dict[str, Any]:
    """What was sent of it, as Xero reads it."""
    read = read_json((item.body or "").encode())
    document: dict[str, Any] = read[item.resource][0]
    return document


def _without_mark(sent: dict[str, Any]) -> dict[str, Any]:
    sent = {name: value for name, value in sent.items() if name != "Reference"}
    if "Narration" in sent:
        sent["Narration"] = "By hand"
    if "LineItems" in sent:
        sent["LineItems"] = [line | {"Description": "By hand"} for line in sent["LineItems"]]
    return sent

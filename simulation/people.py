"""People here: what they decide about what needs them. They look at Xero as it is at that moment, and say the truth."""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from counterfoil.xero.translate.parts import BEING_MADE
from simulation.otherside import Made
from simulation.rows import Item
from simulation.strangers import Strangers, document_of
from xero_sandbox.model import people
from xero_sandbox.model.refusals import Invalid

if TYPE_CHECKING:
    from simulation.world import World

MAPPING = ("mapping-missing", "mapping-archived", "mapping-without-code")
PAYMENTS_FIRST = (
    "Allocations",
    "Payments",
    "BankTransfers",
    "BankTransactions",
    "ManualJournals",
    "CreditNotes",
    "Invoices",
)


class People(Strangers):
    def __init__(self, world: "World") -> None:
        super().__init__(world)
        self.sent_anew: set[str] = set()
        """Marks of items of which a person said that they are to be sent again."""
        self.given_up: set[str] = set()

    # --- the connection -----------------------------------------------------------------------------------------------

    def connect_again(self) -> None:
        """As connecting the same organisation again does."""
        world = self.world
        place = world.memory.place(world.destination)
        if not world.other.connected:
            world.other.connect(world.clockwork.now)
        state = "safe" if place.state == "safe" else "live"
        world.memory.set_place(world.destination, state=state, state_reason="", not_before=None, unreached_since=None)
        world.tell("a person connects again")
        world.wake()

    def leave_safe(self) -> None:
        """Somebody has looked, and perhaps ended there what the restored books know nothing of."""
        world = self.world
        if world.rng.random() < 0.5 or world.weather.over:
            self._end_orphans()
        if world.decisions.leave(world.destination):
            world.tell("a person has looked and lets the sending go on")
            world.wake()

    # --- one item -----------------------------------------------------------------------------------------------------

    def decide(self) -> None:
        """Somebody goes through what failed and what needs a person."""
        for item in tuple(self.world.memory.books.items.values()):
            if item.state == "review" and self.world.rng.random() < 0.7:
                self.answer(item)
            elif item.state == "rejected" and self.world.rng.random() < 0.3:
                self.retry(item)
        self.world.wake()

    def answer(self, item: Item) -> None:
        """Which document it is, or that it is not there."""
        world = self.world
        there = [made for made in world.other.of_item.get(item.marker, ()) if world.other.is_standing(made)]
        if there:
            if not self._approve(there[0]):
                return
            done = world.decisions.adopt(item.id, remote_id=there[0].remote_id, at=world.machine_now())
            world.tell(f"a person says {item.marker} is {there[0].remote_id}: {done}")
            self.did.add("adopted")
            if done and item.resource == "Accounts":
                world.account_made(item.id)
            return
        self._make_room(item)
        self.sent_anew.add(item.marker)
        world.decisions.again(item.id, state="review", at=world.machine_now())
        world.decisions.wake(world.destination)
        world.tell(f"a person says {item.marker} is not in Xero")

    def _approve(self, made: Made) -> bool:
        """What somebody adopts they approve, where it is a draft yet; not while the period is locked."""
        row = self.world.other.row(made.path, made.remote_id)
        if getattr(row, "status", "") != "DRAFT":
            return True
        books = self.world.other.books
        try:
            (people.post_journal if made.path == "ManualJournals" else people.approve)(self.call(), row)
        except Invalid as refused:
            books.store.undo_to(0)
            self.world.tell(f"a person cannot approve {made.remote_id}: {refused}")
            return False
        self.world.other.touched(made.remote_id, "approved")
        return True

    def _make_room(self, item: Item) -> None:
        """Whoever has our number there gets another."""
        books = self.world.other.books
        if not item.body:
            return
        sent = document_of(item)
        for invoice in books.invoices.find("number", sent.get("InvoiceNumber", "")):
            if item.type == "ACCREC":
                books.invoices.put(replace(invoice, number=f"{invoice.number}-other"))
        for note in [one for one in books.credit_notes if one.number == sent.get("CreditNoteNumber")]:
            if item.type == "ACCRECCREDIT":
                books.credit_notes.put(replace(note, number=f"{note.number}-other"))
        for contact in books.contacts.find("number", sent.get("ContactNumber", "")):
            books.contacts.put(replace(contact, number=f"{contact.number}-other"))
        self.world.other.settle()

    def retry(self, item: Item) -> None:
        world = self.world
        world.decisions.again(item.id, state="rejected", at=world.machine_now())
        world.decisions.wake(world.destination)
        self.sent_anew.add(item.marker)
        world.tell(f"a person retries {item.marker}")

    def try_again(self) -> None:
        """As mapping.try_again: what only lacked a counterpart goes on by itself."""
        store = self.world.memory
        for item in store.books.items.values():
            lacking = item.state == "rejected" and item.reason_code in MAPPING and item.marker not in self.given_up
            if lacking or (item.state == "pending" and item.reason_code == BEING_MADE):
                store.change(
                    item,
                    state="pending",
                    reason_code="",
                    reason_text="",
                    not_before=None,
                    settled_at=None,
                    body=None,
                    body_sha256=None,
                )
        self.world.wake()

    def map_the_rest(self) -> None:
        self.world.mapping.complete()
        self.world.tell("a person maps the forgotten accounts")
        self.try_again()

    # --- at the end ---------------------------------------------------------------------------------------------------

    def tidy_up(self) -> bool:
        """Every cause is mended and everything decided; what fails a second time is given up. False: nothing to do."""
        world = self.world
        was_live = world.memory.place(world.destination).state == "live"
        if not was_live:
            self.connect_again()
            self.leave_safe()
        items = tuple(world.memory.books.items.values())
        asking = [one for one in items if one.state in ("review", "rejected")]
        if was_live and not asking and not any(one.state == "unknown" for one in items):
            return False
        self._mend()
        for item in (world.memory.books.items[one.id] for one in asking):
            if item.state == "review":
                self.answer(item)
            elif item.state == "rejected" and item.marker in self.given_up:
                world.tell(f"a person gives {item.marker} up: {item.reason_code} {item.reason_text}")
                world.decisions.cancel(item.id, why="it cannot be sent", at=world.machine_now())
            elif item.state == "rejected":
                self.given_up.add(item.marker)
                self.retry(item)
            elif item.state == "pending":
                self.given_up.add(item.marker)
        world.wake()
        return True

    def _mend(self) -> None:
        """Every cause that people made in Xero is taken back there."""
        other, call = self.world.other, self.call()
        people.set_lock_dates(call, period=None, year=None)
        self._end_orphans()
        for account in list(other.books.accounts):
            if account.status == "ARCHIVED":
                people.set_account_status(call, account, archived=False)
        self.world.mapping.complete()
        self.try_again()
        for made in list(other.made.values()):
            if made.path in ("Payments", "BankTransactions") and other.is_standing(made):
                self._unreconcile(made.path, made.remote_id)
        for payment in list(other.books.payments):
            if payment.id in other.strangers and payment.status == "AUTHORISED":
                other.books.payments.put(replace(payment, reconciled=False))
                people.delete_payment(call, other.books.payments[payment.id])
        for contact in list(other.books.contacts):
            if contact.id in other.strangers and not contact.name.startswith("Renamed"):
                other.books.contacts.put(replace(contact, name=f"Renamed {contact.id}"))
        for contact in list(other.books.contacts):
            if contact.status == "ARCHIVED" and not other.books.contacts.find("active_name", contact.name.casefold()):
                people.restore_contact(call, contact)
        other.settle()

    def _end_orphans(self) -> None:
        """Copies of what was posted after the backup: they are ended in Xero, payments first."""
        other = self.world.other
        gone = sorted(self.world.gone_markers)
        orphans = [made for marker in gone for made in other.of_item.get(marker, ()) if other.is_standing(made)]
        for resource in PAYMENTS_FIRST:
            for made in [one for one in orphans if one.resource == resource]:
                mark = other.books.store.mark()
                try:
                    self._unreconcile(made.path, made.remote_id)
                    self.end(made)
                except Invalid as refused:
                    other.books.store.undo_to(mark)
                    self.world.tell(f"{made.path} of {made.marker} cannot be ended: {refused}")
        other.settle()

    def _unreconcile(self, path: str, remote_id: str) -> None:
        books = self.world.other.books
        if path == "Payments":
            books.payments.put(replace(books.payments[remote_id], reconciled=False))
        elif path == "BankTransactions":
            books.bank_transactions.put(replace(books.bank_transactions[remote_id], reconciled=False))

"""Whether the world holds a cause for what an item tells a person. An answer without one would be a false alarm."""

import json
from typing import TYPE_CHECKING, Any

from counterfoil.outbox.work import Change, Work
from simulation.firm import UNMAPPED
from simulation.taking_back import VOID, is_void

if TYPE_CHECKING:
    from simulation.world import World

STOPS_VOIDS = {"reconciled", "locked", "paid by hand", "ended"}
"""What people do there that Xero lets nobody void afterwards."""


def explains(world: "World", work: Work, change: Change) -> bool:
    did = world.people.did
    gone = bool(world.gone_markers & set(world.other.of_item) or world.gone_voids)
    if work.operation == VOID and change.reason_code != "carrier-missing":
        voids = (item for item in world.memory.books.items.values() if is_void(item))
        return bool(did & STOPS_VOIDS) or gone or any(item.state in ("rejected", "cancelled") for item in voids)
    match change.reason_code:
        case "mapping-missing":
            lacking = (*UNMAPPED, *_never_made(world))
            return any(f'"account_id":{account_id},' in work.snapshot for account_id in lacking)
        case "number-taken":
            return _number_is_taken(world, work) or _remembered(world, change)
        case "looks-alike":
            likely = bool(did & {"lookalike", "mark taken away", "paid by hand"}) or gone
            return likely and _names_what_nobody_has(world, work, change)
        case "name-taken":
            return _name_is_taken(world, work)
        case "period-locked":
            return "locked" in did
        case "account-archived" | "account-not-valid":
            return "account archived" in did
        case "contact-archived":
            return "contact archived" in did
        case "amount-exceeded":
            return bool(did & {"paid by hand", "ended"}) or gone
        case "refused":
            nothing = "greater than zero" in change.reason_text and json.loads(work.snapshot).get("total") == 0
            return nothing or (work.resource == "Allocations" and (bool(did & {"paid by hand", "ended"}) or gone))
        case "draft-gone":
            return "ended" in did or gone
        case "carrier-missing":
            return work.resource == "Allocations" and "adopted" in did
    return False


def _never_made(world: "World") -> list[int]:
    """Accounts that were to be made in Xero, and whose making was refused or given up."""
    items, given_up = world.memory.books.items, ("rejected", "cancelled")
    wanted = world.bookkeeper.firm.account_items
    return [account_id for account_id, item_id in wanted.items() if items[item_id].state in given_up]


def _names_what_nobody_has(world: "World", work: Work, change: Change) -> bool:
    """What is known as the copy of something else need not be asked about."""
    named = set(change.reason_text.rpartition("In Xero: ")[2].split(", "))
    return bool(named - {item.remote_id for item in world.memory.books.items.values() if item.id != work.id})


def _number_is_taken(world: "World", work: Work) -> bool:
    """By a stranger's document, by one whose mark a person took away, or by one from before a restore."""
    snapshot = json.loads(work.snapshot)
    books = world.other.books
    if work.resource == "Contacts":
        rows: list[Any] = books.contacts.find("number", snapshot["contact"]["code"])
    elif work.resource == "Accounts":
        rows = books.accounts.find("code", snapshot["account"]["remote_code"])
    else:
        table = books.invoices if work.resource == "Invoices" else books.credit_notes
        rows = [row for row in table if row.number == snapshot["number"]]
    return any(_is_others(world, row.id, work.marker) for row in rows)


def _remembered(world: "World", change: Change) -> bool:
    """A restored database uses a key anew, and Xero repeats the refusal that it remembers under it."""
    return "restore" in world.weather.counted and "shows no document with it" in change.reason_text


def _name_is_taken(world: "World", work: Work) -> bool:
    name = _spelt(json.loads(work.snapshot)["contact"]["name"])
    names = (_spelt(row.name) for row in world.other.books.contacts)
    return sum(name[:200] in one for one in names) >= 2


def _spelt(name: str) -> str:
    """As Xero compares names: whatever the case, and however many blanks."""
    return " ".join(name.casefold().split())


def _is_others(world: "World", remote_id: str, marker: str) -> bool:
    made = world.other.made.get(remote_id)
    return made is None or made.marker != marker or bool(made.touched)

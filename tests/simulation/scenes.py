"""Small scenes in virtual time: a firm, Xero and a worker, and only the faults that the test orders."""

import random
from collections.abc import Callable

from simulation.bookkeeper import Bookkeeper, Posted
from simulation.rows import Attempt, Item
from simulation.weather import Weather
from simulation.world import World


class Ordered(Weather):
    """What becomes of each request in turn; afterwards nothing goes wrong."""

    def __init__(self) -> None:
        super().__init__(random.Random(7))  # noqa: S311 - chance of a seed
        self.coming: list[str] = []

    def fate(self, now: float, *, together: bool = False) -> str:
        return self.coming.pop(0) if self.coming else ""


class Scene:
    def __init__(self) -> None:
        self.weather = Ordered()
        self.told: list[str] = []
        self.world = World(7, weather=self.weather, told=self.told.append)
        self.bookkeeper = self.world.bookkeeper
        self.world.start_worker("a")
        self.run(1)

    def run(self, seconds: float) -> None:
        self.world.clockwork.run(self.world.clockwork.now + seconds)

    def post(self, enter: Callable[[Bookkeeper], Posted], *fates: str) -> Item:
        """Post a document; `fates` are what its requests meet. The item of its last record."""
        self.weather.coming += fates
        posted = enter(self.bookkeeper)
        self.world.post(posted)
        return self.item(posted.items[-1].id)

    def item(self, item_id: int) -> Item:
        return self.world.memory.books.items[item_id]

    def attempts(self, item: Item) -> list[Attempt]:
        return [one for one in self.world.memory.books.attempts if one.item_id == item.id]

    def made(self, item: Item) -> int:
        """How many documents were made in Xero for an item."""
        return len(self.world.other.of_item.get(item.marker, ()))

    def a_client(self) -> None:
        """One contact that is there already, so that the next document is one request."""
        self.post(Bookkeeper.trust_receipt)
        self.run(5)
        self.bookkeeper.alike = True
        self.bookkeeper.rng = random.Random(3)  # noqa: S311 - with this chance no new client comes
        clients = self.bookkeeper.firm.clients
        self.bookkeeper._client = lambda: clients[0]  # type: ignore[method-assign]

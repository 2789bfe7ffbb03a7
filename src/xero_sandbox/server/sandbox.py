"""One running sandbox: the model with a clock, a data file, faults and a log around it."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from xero_sandbox.model import seeds
from xero_sandbox.model.settings import Settings
from xero_sandbox.model.xero import Xero
from xero_sandbox.server.clock import FAST, Clock
from xero_sandbox.server.faults import Faults
from xero_sandbox.server.journal import Journal
from xero_sandbox.server.signer import RsaSigner, new_pem
from xero_sandbox.server.storage import Storage


@dataclass(frozen=True, kw_only=True)
class Options:
    data: Path | None = None
    seed: str = "demo"
    countries: tuple[str, ...] = ("AU",)
    clock: str = "real"
    faults: Path | None = None
    organisation_class: str = "PREMIUM"
    is_demo_company: bool = False
    settings: Settings = field(default_factory=Settings)


class Sandbox:
    def __init__(self, options: Options) -> None:
        self.options = options
        self.clock = Clock(speed=FAST if options.clock == "fast" else 1)
        self.storage = Storage(options.data)
        self.faults = Faults()
        if options.faults:
            self.faults.load(options.faults)
        self.journal = Journal()
        self.withheld: frozenset[str] = frozenset()
        """Scopes that consents leave out although the app asks for them."""
        pem = self.storage.fact("signing key")
        if pem is None:
            pem = new_pem()
            self.storage.set_fact("signing key", pem)
        self.signer = RsaSigner(pem)
        self.xero = self._new_xero(options.settings)
        self.storage.load(self.xero)
        if not self.xero.organisations:
            self._plant(options.seed, [])

    def found_at(self, origin: str) -> None:
        """The address is known only once the server listens; tokens name it as their issuer."""
        settings = replace(self.options.settings, issuer=origin)
        self.options = replace(self.options, settings=settings)
        self.xero.settings = self.xero.identity.settings = settings

    def reset(self, *, seed: str | None = None, keep_connections: bool = False) -> None:
        """Begin again with new books. Kept connections keep organisation ids and tokens; else all must reconnect."""
        old, self.xero = self.xero, self._new_xero(self.options.settings)
        self.storage.clear()
        if keep_connections:
            for name, table in old.identity.store.tables.items():
                for row in table:
                    self.xero.identity.store.tables[name].put(row)
        self._plant(seed or self.options.seed, list(old.organisations) if keep_connections else [])
        self.faults.waiting.clear()
        self.faults.offline = "no"
        self.withheld = frozenset()
        self.journal.clear()

    def _new_xero(self, settings: Settings) -> Xero:
        return Xero(settings=settings, rng=random.SystemRandom(), signer=self.signer)

    def _plant(self, seed: str, tenants: Sequence[str | None]) -> None:
        known = [*tenants, *([None] * len(self.options.countries))]
        for country, tenant_id in zip(self.options.countries, known, strict=False):
            books = self.xero.open_books(tenant_id or self.xero.identity.new_id())
            seeds.plant(
                books,
                seed=seed,
                country=country,
                edition_class=self.options.organisation_class,
                is_demo=self.options.is_demo_company,
                now=self.clock.now(),
            )
        self.storage.save(self.xero)

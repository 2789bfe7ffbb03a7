"""Organisations, plans, rights, connections and tokens: what the control surface and the pages change alike.

Each change is durable when its method returns. What cannot be done raises Invalid or ValueError with the reason.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from xero_sandbox.model import people, seeds, tokens
from xero_sandbox.model.books import Books, Call
from xero_sandbox.model.dates import NotADate, read_date
from xero_sandbox.model.refusals import Invalid
from xero_sandbox.model.seeds.countries import COUNTRIES
from xero_sandbox.server.sandbox import Sandbox

PERSON = "A person in Xero"
ENDINGS = ("access", "refresh", "all")
"""What `end_tokens` ends: access tokens expire, refresh tokens die as after sixty days, or the consent is revoked."""


class Arranging:
    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox

    def call(self, books: Books) -> Call:
        return Call(books, self.sandbox.clock.now(), PERSON)

    def books(self, tenant_id: str) -> Books:
        books = self.sandbox.xero.organisations.get(tenant_id)
        if books is None:
            raise ValueError(f"there is no organisation {tenant_id}")
        return books

    def add(self, wanted: Mapping[str, Any]) -> Books:
        """One more organisation: `country`, `name`, `seed`, and what `change` takes."""
        country = str(wanted.get("country", "AU")).upper()
        seed = str(wanted.get("seed", "demo"))
        if country not in COUNTRIES or seed not in seeds.SEEDS:
            raise ValueError(f"country is one of {', '.join(COUNTRIES)}, seed one of {', '.join(seeds.SEEDS)}")
        xero = self.sandbox.xero
        books = xero.open_books(xero.identity.new_id())
        name = str(wanted.get("name") or COUNTRIES[country].demo_name)
        seeds.plant(books, seed=seed, country=country, name=name, now=self.sandbox.clock.now())
        self.change(books, wanted)
        return books

    def change(self, books: Books, wanted: Mapping[str, Any]) -> None:
        """`class`, `edition`, `status`, `demo`, `period_lock`, `year_lock`, `denied`, `currency`: those that are named.

        An empty lock date takes it away; `denied` is the whole list of actions the person may not do.
        """
        call, profile = self.call(books), books.profile
        try:
            if {"class", "edition", "status", "demo"} & set(wanted):
                people.set_plan(
                    call,
                    plan=str(wanted.get("class", profile.edition_class)).upper(),
                    edition=str(wanted.get("edition", profile.edition)).upper(),
                    status=str(wanted.get("status", profile.status)).upper(),
                    is_demo=bool(wanted.get("demo", profile.is_demo)),
                )
            if {"period_lock", "year_lock"} & set(wanted):
                people.set_lock_dates(
                    call,
                    period=_day(wanted.get("period_lock", profile.period_lock)),
                    year=_day(wanted.get("year_lock", profile.year_lock)),
                )
            if "denied" in wanted:
                people.set_rights(call, denied=tuple(str(name) for name in wanted["denied"]))
            if wanted.get("currency"):
                people.add_currency(call, str(wanted["currency"]))
        except (Invalid, ValueError):
            self.sandbox.storage.undo(self.sandbox.xero)
            raise
        self.sandbox.storage.save(self.sandbox.xero)

    def withhold(self, scopes: Iterable[str]) -> None:
        """Scopes that consents given from now on leave out, as when an app at Xero was not granted them."""
        wanted = frozenset(scopes)
        if unknown := tokens.unknown_scopes(sorted(wanted)):
            raise ValueError(f"no such scope: {', '.join(unknown)}")
        self.sandbox.withheld = wanted

    def disconnect(self, tenant_id: str) -> int:
        """A person takes the app away under Connected apps. How many connections ended."""
        identity = self.sandbox.xero.identity
        found = list(identity.connections.find("tenant", tenant_id))
        for one in found:
            identity.disconnect(one.id)
        self.sandbox.storage.save(self.sandbox.xero)
        return len(found)

    def end_tokens(self, which: str) -> None:
        """One of ENDINGS."""
        identity = self.sandbox.xero.identity
        if which == "access":
            identity.expire_access(self.sandbox.clock.now())
        elif which == "refresh":
            identity.forget_refresh()
        elif which == "all":
            identity.revoke_all()
        else:
            raise ValueError(f"tokens is one of {', '.join(ENDINGS)}")
        self.sandbox.storage.save(self.sandbox.xero)


def _day(given: Any) -> Any:
    if not isinstance(given, str):
        return given
    try:
        return read_date(given) if given else None
    except NotADate as bad:
        raise ValueError(str(bad)) from None

"""What the databases themselves refuse: every attack of the table, over every hand, and again after migrating again."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.core.management import call_command
from django.db import Error, connection

from tests import databases
from tests.records import strangers
from tests.records.attacks import ATTACKS, Attack
from tests.records.scene import (
    HANDS,
    Hand,
    Scene,
    fingerprint,
    firm_models,
    links,
    set_up,
    with_our_connection,
)


class Place:
    """The attacked database. It is set up once, and again only after an attack that got through."""

    def __init__(self, engine: databases.Engine, after: str) -> None:
        self._engine, self._after = engine, after
        self._scene: Scene | None = None
        self._print: dict[str, str] = {}
        self._connected = ExitStack()

    def scene(self) -> Scene:
        if self._scene is None:
            self._engine.copy("attacked")
            self._connected.enter_context(databases.connected_to(self._engine.url("attacked")))
            self._scene, _ = set_up()
            self._print = fingerprint()
            if self._after == "migrated again":
                call_command("migrate", run_syncdb=True, verbosity=0)
                lose_all_triggers()
                call_command("migrate", run_syncdb=True, verbosity=0)
        return self._scene

    def check_for_traces(self) -> None:
        left = fingerprint()
        if left != self._print:
            changed = {table: (was, left[table]) for table, was in self._print.items() if left[table] != was}
            self.throw_away()
            raise AssertionError(f"the attack left traces: {changed}")

    def throw_away(self) -> None:
        if self._scene is not None:
            self._connected.close()
            self._engine.drop("attacked")
            self._scene = None


@pytest.fixture(scope="module", params=["fresh", "migrated again"])
def place(request: pytest.FixtureRequest, engine: databases.Engine, django_db_blocker: Any) -> Iterator[Place]:
    with django_db_blocker.unblock():
        found = Place(engine, request.param)
        yield found
        found.throw_away()


@pytest.fixture
def scene(place: Place) -> Scene:
    return place.scene()


def lose_all_triggers() -> None:
    """As altering a table on SQLite does, silently."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("select name, '' from sqlite_master where type = 'trigger'")
        else:
            cursor.execute("select tgname, tgrelid::regclass from pg_trigger where not tgisinternal")
        triggers = cursor.fetchall()
        for name, table in triggers:
            cursor.execute(f"drop trigger {name} {table and f'on {table}'}")
    assert len(triggers) > 40


def refused_and_without_trace(
    place: Place, statements: list[str], words: str, hand: Hand = with_our_connection
) -> None:
    try:
        with pytest.raises(Error) as raised:
            hand(statements)
        assert words in str(raised.value)
    finally:
        place.check_for_traces()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each attack over each hand, where it means something."""
    if "attack" in metafunc.fixturenames:
        vendor = {"postgres": "postgresql"}.get(name := metafunc.config.stash[databases.ENGINE].name, name)
        hands = HANDS if vendor == "sqlite" else {"ours": with_our_connection}
        metafunc.parametrize(
            ("attack", "hand"),
            [
                pytest.param(attack, hands[name], id=f"{attack}, {name}")
                for attack in ATTACKS
                for name in hands
                if attack.only in ("", vendor) and attack.over in ("", name)
            ],
        )


def test_the_database_refuses_to(attack: Attack, hand: Hand, scene: Scene, place: Place) -> None:
    refused_and_without_trace(place, attack.statements(scene), attack.words(scene.vendor), hand)


# What refuses these before the guard of references has its turn.
EARLIER = {
    ("sqlite", "ledger_line.entry_id"): "[sealed]",
    ("postgresql", "ledger_entry.reverses_id"): "[chain-broken]",
    ("postgresql", "ledger_accountmonth.account_id"): "[sealed]",
    ("postgresql", "ledger_mattermonth.account_id"): "[sealed]",
    ("postgresql", "ledger_mattermonth.matter_id"): "[sealed]",
    ("postgresql", "ledger_trustbalance.matter_id"): "[sealed]",
    ("postgresql", "ledger_trustbalance.bank_id"): "[sealed]",
}


@pytest.mark.parametrize("link", [f"{model._meta.db_table}.{field.column}" for model, field in links()])
def test_no_row_refers_to_another_firms(link: str, scene: Scene, place: Place) -> None:
    ((model, field),) = [(m, f) for m, f in links() if f"{m._meta.db_table}.{f.column}" == link]
    key = strangers.row_of(field.related_model, firm_id=scene.other_firm)
    statement = strangers.insert(model, firm_id=scene.firm, stranger=field, key=key)

    refused_and_without_trace(place, [statement], EARLIER.get((scene.vendor, link), "[cross-firm]"))


@pytest.mark.parametrize("table", sorted(model._meta.db_table for model in firm_models()))
def test_no_row_moves_to_another_firm(table: str, scene: Scene, place: Place) -> None:
    statement = f"update {table} set firm_id = {scene.other_firm} where firm_id = {scene.firm}"

    refused_and_without_trace(place, [statement], "[")


# What the other firm's own row holds already: the index refuses it before the guard has its turn.
TAKEN_THERE = {("postgresql", "ledger_bankaccount.account_id"), ("postgresql", "taxes_taxrate.tax_code_id")}


@pytest.mark.parametrize("link", [f"{model._meta.db_table}.{field.column}" for model, field in links()])
def test_no_row_is_led_to_another_firms(link: str, scene: Scene, place: Place) -> None:
    ((model, field),) = [(m, f) for m, f in links() if f"{m._meta.db_table}.{f.column}" == link]
    key = strangers.row_of(field.related_model, firm_id=scene.other_firm)
    statement = f"update {model._meta.db_table} set {field.column} = {key} where firm_id = {scene.firm}"

    refused_and_without_trace(place, [statement], "unique" if (scene.vendor, link) in TAKEN_THERE else "[")

"""What sealing an entry moves, and what only the named checks can find on SQLite."""

import pytest
from django.db import connection

from counterfoil.ledger.models import AccountMonth, Chain, MatterMonth, TrustBalance
from counterfoil.reports.checks import run_checks
from tests.databases import ENGINE, CommittedDatabase
from tests.records.attacks.attack import banked, fee, forged, held, owed
from tests.records.scene import HANDS, Hand, Scene, set_up, with_our_connection


def balances() -> dict[str, int]:
    """Every kept balance."""
    found = {f"account {row.account.code} {row.month}": row.minor for row in AccountMonth.objects.all()}
    found |= {
        f"matter {row.matter.code} {row.account.code} {row.month}": row.minor for row in MatterMonth.objects.all()
    }
    return found | {f"trust {row.matter.code} {row.bank.code}": row.minor for row in TrustBalance.objects.all()}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What is SQLite's alone is not asked of PostgreSQL."""
    sqlite = metafunc.config.stash[ENGINE].name == "sqlite"
    if "verb" in metafunc.fixturenames:
        verbs = ("insert into", "insert or replace into", "insert or ignore into") if sqlite else ("insert into",)
        hands = HANDS if sqlite else {"ours": with_our_connection}
        metafunc.parametrize("verb", verbs)
        metafunc.parametrize("hand", hands.values(), ids=hands)
    if "check" in metafunc.fixturenames:
        metafunc.parametrize("check", TAMPERINGS if sqlite else UNREFUSED)


def test_an_honest_entry_moves_every_balance_by_its_lines(
    verb: str, hand: Hand, committed_database: CommittedDatabase
) -> None:
    """The attacks are this entry with one thing wrong. None of the verbs may let a kept balance begin anew."""
    scene, _ = set_up()
    before = balances()

    lines = [fee(scene), owed(scene), held(scene, -700), banked(scene, 700)]
    hand(forged(scene, *lines, verb=verb, line_verb=verb))

    assert {name: minor - before[name] for name, minor in balances().items() if minor != before[name]} == {
        "account 4100 202603": 500,
        "account 1200 202603": -500,
        "account 2150 202603": -700,
        "account 1150 202603": 700,
        "matter M-104 2150 202603": -700,
        "trust M-104 T1": 700,
    }
    assert Chain.objects.get(firm_id=scene.firm).seq == scene.seq + 1


# What the owner of a file can write and no trigger can tell from the seal's own writing. `counterfoil check` finds it.
# PostgreSQL refuses all but the last: its triggers know how deep they are.
TAMPERINGS = {
    "account_months_equal_lines": "update ledger_accountmonth set minor = minor + 1 where id = 1",
    "matter_months_equal_lines": "delete from ledger_mattermonth where id = 1",
    "trust_balances_equal_lines": "update ledger_trustbalance set minor = minor + 1 where id = 1",
    "settled_equals_allocations": "update documents_document set settled_minor = 1 where settled_minor > 0",
    "posted_has_one_standing_entry": (
        "update documents_document set state = 'posted', number = 'B-9' || id where state = 'draft'"
    ),
}
UNREFUSED = ["posted_has_one_standing_entry"]


def test_what_cannot_be_refused_is_found_by_name(check: str, committed_database: CommittedDatabase) -> None:
    set_up()
    assert run_checks() == []

    with connection.cursor() as cursor:
        cursor.execute(TAMPERINGS[check])

    assert check in {finding.check for finding in run_checks()}


def test_the_seals_keep_the_newest_day_of_a_trust_balance(committed_database: CommittedDatabase) -> None:
    scene: Scene = set_up()[0]

    with_our_connection(forged(scene, held(scene, -700), banked(scene, 700), on="2026-01-09"))

    assert str(TrustBalance.objects.get(matter_id=scene.matter).newest_on) == "2026-03-06"

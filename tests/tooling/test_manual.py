"""The manual says what the product does: its pages are up to date, complete, and change with what they describe."""

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import pytest

from counterfoil.core.kinds import Kept, Kind
from counterfoil.core.money import aud
from counterfoil.core.refusals import CODES
from counterfoil.core.shapes import Help, Length
from counterfoil.firms.roles import ABILITIES, MEANING
from counterfoil.kinds import all_kinds
from counterfoil.kinds.trust.trust_payment import TRUST_PAYMENT, TrustPayment
from tests.manual import REFERENCE, page_of, rows_under
from tools.manual.__main__ import differences, write
from tools.manual.kind_page import kind_page
from tools.manual.pages import all_pages

TESTS_OF_KINDS = Path(__file__).parents[1] / "kinds"


@dataclass(frozen=True, slots=True, kw_only=True)
class ByCheque(TrustPayment):
    cheque: Annotated[str, "Cheque", Length(12), Help("Its number.")]


def by_cheque() -> ByCheque:
    usual = TRUST_PAYMENT.sample()
    parts = (replace(usual.parts[0], amount=aud("12.34")),)
    return ByCheque(on=usual.on, bank=usual.bank, payee=usual.payee, reason=usual.reason, cheque="000117", parts=parts)


every_kind = pytest.mark.parametrize("kind", all_kinds().values(), ids=lambda kind: kind.code)


def test_the_committed_pages_are_what_the_tool_writes() -> None:
    assert differences(REFERENCE, all_pages()) == []


def test_a_page_that_differs_is_missing_or_is_of_no_kind_any_more_is_found_and_mended(tmp_path: Path) -> None:
    pages = all_pages()
    write(tmp_path, dict(pages))
    (tmp_path / "roles.md").write_text("Everybody may do everything.\n", "utf-8")
    (tmp_path / "commands.md").unlink()
    (tmp_path / "kinds" / "barter.md").write_text("# Barter\n", "utf-8")

    found = differences(tmp_path, pages)

    assert found == ["commands.md", "kinds/barter.md", "roles.md"]
    write(tmp_path, {name: pages.get(name) for name in found})
    assert differences(tmp_path, pages) == []


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        (replace(TRUST_PAYMENT, push=Kept("trust money is copied by hand")), "Nothing. Trust money is copied by hand."),
        (replace(TRUST_PAYMENT, series="PAID"), "Numbered PAID-1001"),
        (
            replace(TRUST_PAYMENT, lifecycle={**TRUST_PAYMENT.lifecycle, ("reversed", "reopen"): "draft"}),
            "Back to draft",
        ),
        (replace(TRUST_PAYMENT, incoming=True), "bookkeeper, trust manager or API client |"),
        (replace(TRUST_PAYMENT, rules=()), "## When the books say no"),
    ],
    ids=["push", "series", "lifecycle", "ability", "rules"],
)
def test_a_changed_kind_changes_its_page(changed: Kind, says: str) -> None:
    assert kind_page(changed) != page_of(TRUST_PAYMENT)
    assert says in kind_page(changed)


def test_a_changed_field_and_a_changed_sample_change_the_page() -> None:
    changed = kind_page(replace(TRUST_PAYMENT, shape=ByCheque, sample=by_cheque))

    assert "| Cheque | `cheque` | text of at most 12 characters. Its number. | yes | `000117` |" in changed
    assert "trust_payment,2026-117,2026-03-02,T1,C-0007,Search fees,000117,M-104,12.34" in changed
    assert "| 1150 Trust bank account | | T1 | | 12.34 |" in changed


@every_kind
def test_the_entry_of_a_page_balances(kind: Kind) -> None:
    if not kind.posts:
        assert "never reaches the ledger" in page_of(kind)
        return
    if kind.lines is None:
        assert "it says what settles what" in page_of(kind)
        return
    *lines, total = rows_under("What it does to the books", page_of(kind))
    debits, credits_ = (sum(int(re.sub("[,.]", "", line[side])) for line in lines if line[side]) for side in (3, 4))

    assert debits == credits_ > 0
    assert total[3] == total[4] == f"**{debits / 100:,.2f}**"


@every_kind
def test_a_page_lists_every_refusal_that_the_tests_of_its_kind_know(kind: Kind) -> None:
    (tests,) = TESTS_OF_KINDS.rglob(f"test_{kind.code}.py")
    known = set(re.findall(r'refused\(\s*"([a-z-]+)"', tests.read_text("utf-8")))

    assert known
    assert {code for code in known if f"| `{code}` |" not in page_of(kind)} == set()


@every_kind
def test_the_file_of_a_kind_begins_with_its_title_and_says_what_it_is(kind: Kind) -> None:
    told = page_of(kind).split("\n\n")[2]

    assert not told.startswith(kind.title)
    assert told.endswith(".")


def test_every_ability_has_a_meaning_and_every_refusal_a_row() -> None:
    refusals = (REFERENCE / "refusals.md").read_text("utf-8")

    assert MEANING.keys() == ABILITIES.keys()
    assert [code for code in CODES if refusals.count(f"| `{code}` |") != 1] == []

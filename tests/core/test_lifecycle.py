"""The steps a document may take, table by table."""

from itertools import product

import pytest

from counterfoil.core.lifecycle import EDITABLE, ORDER, STATES, TRUST, Lifecycle, after, steps_from
from tests.refusals import refused

TABLES = {
    "editable": (
        EDITABLE,
        """\
        draft      post -> posted, discard -> discarded
        posted     reopen -> draft, reverse -> reversed
        reversed
        discarded
        placed
        closed""",
    ),
    "trust": (
        TRUST,
        """\
        draft      post -> posted, discard -> discarded
        posted     reverse -> reversed
        reversed
        discarded
        placed
        closed""",
    ),
    "order": (
        ORDER,
        """\
        draft      place -> placed, discard -> discarded
        posted
        reversed
        discarded
        placed     close -> closed
        closed""",
    ),
}
STEPS = ("post", "reopen", "reverse", "discard", "place", "close")


def as_table(lifecycle: Lifecycle) -> str:
    rows = []
    for state in STATES:
        steps = ", ".join(f"{step} -> {lifecycle[state, step]}" for step in steps_from(lifecycle, state))
        rows.append(f"        {state:<11}{steps}".rstrip())
    return "\n".join(rows)


@pytest.mark.parametrize("name", TABLES)
def test_a_lifecycle_allows_these_steps_and_no_others(name: str) -> None:
    lifecycle, table = TABLES[name]

    assert as_table(lifecycle) == table.rstrip()


@pytest.mark.parametrize("name", TABLES)
def test_every_step_the_table_lacks_is_refused_by_name(name: str) -> None:
    lifecycle, _ = TABLES[name]

    for state, step in product(STATES, STEPS):
        if (state, step) in lifecycle:
            assert after(lifecycle, state=state, step=step) == lifecycle[state, step]
        else:
            with refused("step-not-allowed", state, step):
                after(lifecycle, state=state, step=step)


def test_the_refusal_names_the_steps_there_are() -> None:
    with refused("step-not-allowed", "from here: reverse"):
        after(TRUST, state="posted", step="reopen")
    with refused("step-not-allowed", "from here: nothing"):
        after(TRUST, state="reversed", step="reverse")


@pytest.mark.parametrize("name", TABLES)
def test_every_state_leads_on_to_an_end(name: str) -> None:
    lifecycle, _ = TABLES[name]

    for start in {state for state, _ in lifecycle}:
        reached, ahead = {start}, [start]
        while ahead:
            state = ahead.pop()
            for step in steps_from(lifecycle, state):
                if (to := lifecycle[state, step]) not in reached:
                    reached.add(to)
                    ahead.append(to)
        assert any(not steps_from(lifecycle, state) for state in reached)

"""Two bad times of a firm: its database is put back again and again, and Xero is away for a day."""

import pytest

from simulation.outage import outage
from simulation.restores import restores
from simulation.running import quiet


@pytest.mark.parametrize("seed", range(6))
def test_twenty_restores_to_earlier_moments_double_nothing(seed: int) -> None:
    """`./simulate --restores 20` prints them."""
    quiet()

    told = restores(20, seed=seed)

    assert told.findings == []
    assert told.restores == 20
    assert told.forgotten > 20, "hardly anything was sent in between"


def test_after_a_day_without_xero_everything_goes_by_itself_and_oldest_first() -> None:
    """`./simulate --outage 5000` is the same with 5,000 documents."""
    quiet()

    told = outage(300)

    assert (told.left, told.asked, told.overtaken, told.findings) == (0, 0, 0, [])
    assert told.items > 300
    assert told.hours < 1
    assert told.while_away < 25 * 60, "it asked more often than once a minute"

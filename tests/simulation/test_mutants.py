"""Each rule of the protocol, broken on purpose, is noticed. `./simulate --mutants` looks for the first seed of each."""

import pytest

from simulation.mutants import MUTANTS, Mutant
from simulation.running import first_caught

AS_MANY = 25
"""From the remembered seed on."""


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_broken_rule_is_noticed(mutant: Mutant) -> None:
    seeds = range(mutant.seed, mutant.seed + AS_MANY)

    caught = first_caught(seeds, processes=1, beyond=mutant.beyond, broken=mutant.apply)

    assert caught, f"not noticed any more from seed {mutant.seed} on: ask ./simulate --mutant {mutant.name}"

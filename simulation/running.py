"""Running seeds: one told in full, or many in several processes, and what they come to."""

import logging
import multiprocessing
from collections import Counter
from collections.abc import Callable, Generator, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

import structlog

from simulation.kept import Spinning
from simulation.oracle import Finding
from simulation.world import World


@dataclass(frozen=True, slots=True)
class Result:
    """What a seed came to. `documents` are the records that were queued for Xero."""

    seed: int
    documents: int
    calls: int
    faults: dict[str, int]
    questions: int
    refused_calls: int
    findings: list[Finding]


@dataclass(slots=True)
class Totals:
    """The sum over many seeds."""

    seeds: int = 0
    documents: int = 0
    calls: int = 0
    questions: int = 0
    refused_calls: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)

    def add(self, result: Result) -> None:
        self.seeds += 1
        self.documents += result.documents
        self.calls += result.calls
        self.questions += result.questions
        self.refused_calls += result.refused_calls
        self.faults.update(result.faults)
        self.found.update(finding.kind for finding in result.findings)


def quiet() -> None:
    """The sender's own log is not wanted here."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL), cache_logger_on_first_use=True
    )


def run_seed(seed: int, *, beyond: bool = False, told: Callable[[str], None] | None = None) -> Result:
    """Whatever the sender does, a finding comes of it and never an exception."""
    world = World(seed, beyond=beyond, told=told)
    try:
        world.run()
    except Spinning:
        world.oracle.find("stuck", "the sender goes round and round")
    except Exception as mistake:  # noqa: BLE001 - a mistake of the sender is what is looked for
        world.oracle.find("wrong", f"the sender broke down: {type(mistake).__name__}: {mistake}")
    world.clockwork.stop()
    return Result(
        seed,
        len(world.memory.books.items),
        world.calls,
        world.weather.counted,
        world.oracle.questions,
        world.narrow_calls,
        world.oracle.findings,
    )


def run_seeds(seeds: Iterable[int], *, processes: int, beyond: bool = False) -> Generator[Result, None, None]:
    quiet()
    if processes == 1:
        yield from (run_seed(seed, beyond=beyond) for seed in seeds)
        return
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        yield from pool.imap(_Run(beyond), seeds, chunksize=8)


@dataclass(frozen=True, slots=True)
class _Run:
    beyond: bool

    def __call__(self, seed: int) -> Result:
        return run_seed(seed, beyond=self.beyond)


def first_caught(
    seeds: range,
    *,
    processes: int,
    beyond: bool,
    broken: Callable[[], AbstractContextManager[object]] = nullcontext,
) -> Result | None:
    """The first seed with a finding while the sender is broken on purpose, and without one while it is not."""
    quiet()
    while seeds:
        with broken():  # the processes are made within, and inherit it
            results = run_seeds(seeds, processes=processes, beyond=beyond)
            caught = next((result for result in results if result.findings), None)
            results.close()
        if caught is None or not run_seed(caught.seed, beyond=beyond).findings:
            return caught
        seeds = range(caught.seed + 1, seeds.stop)
    return None

"""The sender to Xero under every fault we know, in virtual time, and an oracle that looks afterwards.

./simulate --seeds 1000             so many weeks of a firm, one seed each; --first S begins elsewhere
./simulate --seed 42                one seed, told in full
./simulate --mutants                each rule of the protocol broken on purpose: which seed catches it
./simulate --mutant no-epoch        one of them; with --seed, that seed told in full
./simulate --beyond                 requests that arrive later than the protocol assumes
./simulate --restores 20            a database put back to an earlier moment so often, under faults
./simulate --outage 5000            so many documents posted on a day without Xero
./simulate --backlog 10000          so many mixed records queued at once, within Xero's limits

Exit codes: 0 nothing found (with mutants: every one caught), 1 otherwise, 2 the call was wrong.
"""

import argparse
import gc
import os
import sys
import time
from contextlib import nullcontext

from simulation.backlog import backlog
from simulation.mutants import MUTANTS, Mutant
from simulation.outage import outage
from simulation.restores import restores
from simulation.running import Totals, first_caught, quiet, run_seed, run_seeds

SEEDS = 1_000
TELL_EVERY = 10_000
MOST_SEEDS = 5_000
"""A mutant must be caught within so many."""
CALLS_PER_1000, SLOWER = 25, 1.2
"""The most calls, and the longest time beside the soonest possible, for a backlog."""
NAMED = {mutant.name: mutant for mutant in MUTANTS}


def main() -> int:
    asked = arguments()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)  # a seed leaves much behind at once, and little of it in circles
    if asked.seed is not None:
        return one(asked)
    if asked.mutants or asked.mutant:
        return mutants(asked)
    if asked.restores:
        return put_back(asked.restores, first=asked.first)
    if asked.outage:
        return away_for_a_day(asked.outage)
    return drained(asked.backlog) if asked.backlog else many(asked)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./simulate", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--seed", type=int, metavar="S", help="tell this one in full")
    what.add_argument("--seeds", type=int, metavar="N", help=f"how many: {SEEDS:,}, or until a mutant is caught")
    what.add_argument("--restores", type=int, metavar="N")
    what.add_argument("--outage", type=int, metavar="N")
    what.add_argument("--backlog", type=int, metavar="N")
    parser.add_argument("--first", type=int, metavar="S", default=0, help="the first of them")
    parser.add_argument("--workers", type=int, metavar="P", default=os.cpu_count() or 1, help="processes")
    parser.add_argument("--beyond", action="store_true", help="requests may arrive up to half an hour late")
    broken = parser.add_mutually_exclusive_group()
    broken.add_argument("--mutants", action="store_true", help="break each rule in turn")
    broken.add_argument("--mutant", choices=NAMED, metavar="NAME", help=", ".join(NAMED))
    return parser.parse_args()


def one(asked: argparse.Namespace) -> int:
    quiet()
    mutant = NAMED.get(asked.mutant)
    with mutant.apply() if mutant else nullcontext():
        result = run_seed(asked.seed, beyond=asked.beyond or bool(mutant and mutant.beyond), told=print)
    print(f"\nseed {result.seed}: {result.documents} documents, {result.calls} calls, faults {result.faults}")
    for finding in result.findings:
        print(f"  {finding.kind}: {finding.text}")
    print("nothing found" if not result.findings else f"{len(result.findings)} found")
    return 1 if result.findings else 0


def many(asked: argparse.Namespace) -> int:
    seeds = range(asked.first, asked.first + (asked.seeds or SEEDS))
    totals, begun = Totals(), time.monotonic()
    for result in run_seeds(seeds, processes=asked.workers, beyond=asked.beyond):
        totals.add(result)
        if totals.seeds % TELL_EVERY == 0:
            print(f"{totals.seeds:,} seeds, {totals.documents:,} documents", file=sys.stderr, flush=True)
        for finding in result.findings:
            print(f"seed {result.seed}: {finding.kind}: {finding.text}", flush=True)
    took = time.monotonic() - begun
    rows = [
        ("seeds", f"{totals.seeds:,} from {asked.first:,} on"),
        ("documents", f"{totals.documents:,}"),
        ("faults", f"{totals.faults.total():,}"),
        ("duplicates", totals.found["duplicate"]),
        ("lost", totals.found["lost"]),
        ("stuck", totals.found["stuck"]),
        ("otherwise wrong", totals.found["wrong"]),
        ("left to a person", f"{totals.questions:,}"),
        ("calls per 1,000 documents", f"{1000 * totals.calls / max(1, totals.documents):,.0f}"),
        ("seconds", f"{took:.1f}"),
        ("seeds a second", f"{totals.seeds / took:.1f} in {asked.workers} processes"),
    ]
    print("\n".join(f"{name:<28}{value}" for name, value in rows))
    print("faults by sort: " + ", ".join(f"{name} {count:,}" for name, count in totals.faults.most_common()))
    return 1 if totals.found else 0


def put_back(times: int, *, first: int) -> int:
    quiet()
    told = restores(times, seed=first)
    duplicates = sum(finding.kind == "duplicate" for finding in told.findings)
    print(f"{told.restores} restores to earlier moments, {told.forgotten} records forgotten by the database in all")
    print(f"{duplicates} duplicates, {len(told.findings) - duplicates} otherwise wrong")
    for finding in told.findings:
        print(f"  {finding.kind}: {finding.text}")
    return 1 if told.findings else 0


def away_for_a_day(documents: int) -> int:
    quiet()
    told = outage(documents)
    print(f"{told.documents:,} documents posted on a day without Xero: {told.items:,} records")
    print(f"afterwards gone in {told.hours:.1f} h of virtual time with {told.calls:,} calls; {told.left} left")
    print(f"{told.overtaken} left before an older one, {told.asked} asked a person, {len(told.findings)} findings")
    return 1 if told.findings or told.left or told.overtaken or told.asked else 0


def drained(records: int) -> int:
    quiet()
    told = backlog(records)
    print(
        f"{told.items:,} records queued at once: " + ", ".join(f"{name} {count:,}" for name, count in told.mix.items())
    )
    print(
        f"{1000 * told.calls / told.items:.1f} calls per 1,000 (limit {CALLS_PER_1000}), and {told.approvals} approvals"
    )
    ratio = told.seconds / told.soonest if told.soonest else 1.0
    print(f"in {told.seconds:,.0f} s of virtual time, {ratio:.2f} of the soonest possible (limit {SLOWER})")
    print(f"{told.refused_for_limits} calls answered 429, {told.left} left, {len(told.findings)} findings")
    missed = 1000 * told.calls > CALLS_PER_1000 * told.items or ratio > SLOWER
    return 1 if missed or told.refused_for_limits or told.left or told.findings else 0


def mutants(asked: argparse.Namespace) -> int:
    chosen = [NAMED[asked.mutant]] if asked.mutant else list(MUTANTS)
    missed = [mutant.name for mutant in chosen if not caught(mutant, asked)]
    print(f"\n{len(chosen) - len(missed)} of {len(chosen)} mutants caught" + (f"; missed: {missed}" if missed else ""))
    return 1 if missed else 0


def caught(mutant: Mutant, asked: argparse.Namespace) -> bool:
    seeds = range(asked.first, asked.first + (asked.seeds or MOST_SEEDS))
    result = first_caught(seeds, processes=asked.workers, beyond=mutant.beyond, broken=mutant.apply)
    by = f"seed {result.seed}: {result.findings[0].kind}: {result.findings[0].text}" if result else "NOT CAUGHT"
    print(f"{mutant.name:<28}{by}\n{'':<28}{mutant.says}", flush=True)
    return result is not None


if __name__ == "__main__":
    sys.exit(main())

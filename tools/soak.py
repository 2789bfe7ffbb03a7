"""The long runs of tests that `./check` makes short, on both databases. Exit code 0 when every one passed.

python -m tools.soak writers                      8 writers of all trust money at once, 10 minutes on each database
python -m tools.soak writers --minutes 1
python -m tools.soak pencil                       5,000 runs of 100 steps beside a pencil, on each database
python -m tools.soak pencil --runs 200 --steps 50
python -m tools.soak workers                      200 firms, each connected, served by three processes, one killed
python -m tools.soak writers --database postgres  one database alone

Writers print how many postings there were and what half, 99 % and the slowest took; a run beside the pencil that fails
names its seed.
"""

import argparse
import os
import subprocess
import sys

FILES = {
    "writers": ("records/test_writers.py", "records/test_billing_writers.py"),
    "pencil": (
        "records/test_against_a_pencil.py",
        "records/test_sales_against_a_pencil.py",
        "records/test_trust_against_a_pencil.py",
    ),
    "workers": ("runner/test_several.py",),
}
BOTH = ("sqlite", "postgres")
PLACES_AND_BILLING = 3
"""Writers run in two jurisdictions and over billing; each has its share of the minutes."""
PENCILS = 4
"""Runs of trust money are made in two jurisdictions, the others in one."""


def main() -> int:
    asked = arguments()
    environment = os.environ | lengths(asked)
    at_once = ("--numprocesses=logical", "--dist=worksteal") if asked.what == "pencil" else ()
    failed = []
    for database in (asked.database,) if asked.database else BOTH:
        print(f"\n=== {asked.what} on {database}", flush=True)
        command = [sys.executable, "-m", "pytest", "-q", f"--database={database}", *at_once]
        command += [f"tests/{name}" for name in FILES[asked.what]]
        if subprocess.run(command, env=environment, check=False).returncode:
            failed.append(database)
    return 1 if failed else 0


def lengths(asked: argparse.Namespace) -> dict[str, str]:
    """What the tests read of how long they are to go on."""
    return {
        "COUNTERFOIL_SOAK_SECONDS": str(asked.minutes * 60 / PLACES_AND_BILLING),
        "COUNTERFOIL_PENCIL_RUNS": str(max(1, asked.runs // PENCILS)),
        "COUNTERFOIL_PENCIL_STEPS": str(asked.steps),
        "COUNTERFOIL_SOAK_FIRMS": str(asked.firms),
    }


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tools.soak", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=tuple(FILES))
    parser.add_argument("--minutes", type=float, default=10, help="of writing on each database; 10")
    parser.add_argument("--runs", type=int, default=5000, help="beside a pencil, over all of them; 5000")
    parser.add_argument("--steps", type=int, default=100, help="of each run; 100")
    parser.add_argument("--firms", type=int, default=200, help="that three worker processes serve; 200")
    parser.add_argument("--database", choices=BOTH, help="this one alone")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

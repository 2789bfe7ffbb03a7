"""The long runs of tests that `./check` makes short, on both databases. Exit code 0 when every one passed.

python -m tools.soak writers                      8 writers of all trust money at once, 10 minutes on each database
python -m tools.soak writers --minutes 1
python -m tools.soak pencil                       5,000 runs of 100 steps beside a pencil, on each database
python -m tools.soak pencil --runs 200 --steps 50
python -m tools.soak writers --database postgres  one database alone

Writers print how many postings there were and what half, 99 % and the slowest took; a run beside the pencil that fails
names its seed.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

RECORDS = Path("tests/records")
WRITERS: tuple[str, ...] = ("test_writers.py", "test_billing_writers.py")
PENCILS = ("test_against_a_pencil.py", "test_sales_against_a_pencil.py", "test_trust_against_a_pencil.py")
BOTH = ("sqlite", "postgres")
PLACES_AND_BILLING = 3
"""Writers run in two jurisdictions and over billing; each has its share of the minutes."""
TRUST_PLACES = 2
"""Runs of trust money are made in two jurisdictions."""


def main() -> int:
    asked = arguments()
    environment = os.environ.copy()
    files: tuple[str, ...] = WRITERS
    if asked.what == "writers":
        environment["COUNTERFOIL_SOAK_SECONDS"] = str(asked.minutes * 60 / PLACES_AND_BILLING)
    else:
        files = PENCILS
        environment["COUNTERFOIL_PENCIL_RUNS"] = str(max(1, asked.runs // (len(PENCILS) + TRUST_PLACES - 1)))
        environment["COUNTERFOIL_PENCIL_STEPS"] = str(asked.steps)
    workers = () if asked.what == "writers" else ("--numprocesses=logical", "--dist=worksteal")
    failed = []
    for database in (asked.database,) if asked.database else BOTH:
        print(f"\n=== {asked.what} on {database}", flush=True)
        command = [sys.executable, "-m", "pytest", "-q", f"--database={database}", *workers]
        command += [str(RECORDS / name) for name in files]
        if subprocess.run(command, env=environment, check=False).returncode:
            failed.append(database)
    return 1 if failed else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tools.soak", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("writers", "pencil"))
    parser.add_argument("--minutes", type=float, default=10, help="of writing on each database; 10")
    parser.add_argument("--runs", type=int, default=5000, help="beside a pencil, over all of them; 5000")
    parser.add_argument("--steps", type=int, default=100, help="of each run; 100")
    parser.add_argument("--database", choices=BOTH, help="this one alone")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

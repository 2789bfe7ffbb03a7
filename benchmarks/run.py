"""One part of `./bench`, in its own process: prints its figures as they come and exits 0 when all of them hold.

python -m benchmarks.run growth FOLDER      the folder is the part's own, and is thrown away
"""

import sys
from importlib import import_module
from pathlib import Path

import django
from django.core.management import call_command


def main() -> int:
    part, folder = sys.argv[1], Path(sys.argv[2])
    django.setup()
    call_command("migrate", verbosity=0)
    holds = True
    for figure in import_module(f"benchmarks.{part}").measure(folder):
        print(figure.row(), flush=True)
        holds = holds and figure.holds
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())

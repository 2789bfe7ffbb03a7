"""Posting, measured: prints its figures and exits 0 when they hold."""

import sys
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - Django must be set up before its models are imported

from benchmarks.firm import a_connected_firm  # noqa: E402
from benchmarks.posting import bare, measure  # noqa: E402


def main() -> int:
    call_command("migrate", verbosity=0)
    actor = a_connected_firm()
    figures = list(measure(actor, bare(Path(sys.argv[1]))))
    for figure in figures:
        print(figure.row(), flush=True)
    return 0 if all(figure.holds for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())

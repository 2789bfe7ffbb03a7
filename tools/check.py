"""Everything that must hold before a change is taken, one stage after the other.

./check              all stages, up to the first that fails
./check --all        all stages, whatever fails
./check types sqlite these stages
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.chromium import ensure_chromium

PROGRAMS = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Stage:
    name: str
    says: str
    commands: tuple[tuple[str, ...], ...]
    first: Callable[[], object] = lambda: None


def tests(*words: str) -> tuple[str, ...]:
    """As many test processes as processors; each has databases of its own."""
    return (sys.executable, "-m", "pytest", "--numprocesses=logical", "--dist=worksteal", *words)


STAGES = (
    Stage(
        "lint",
        "style, mistakes, and a manual that says what the product does",
        (
            ("ruff", "check", "--output-format=concise"),
            ("ruff", "format", "--check", "--output-format=concise"),
            (sys.executable, "-m", "tools.manual", "--check"),
        ),
    ),
    Stage("types", "types", (("mypy",),)),
    Stage("layers", "who imports whom", (("lint-imports", "--no-cache"),)),
    Stage("sqlite", "tests on SQLite", (tests("--database=sqlite", "-m", "not browser"),)),
    Stage("postgres", "tests of records on PostgreSQL", (tests("--database=postgres", "-m", "not browser"),)),
    Stage("browser", "tests in a browser", (tests("--database=sqlite", "-m", "browser"),), first=ensure_chromium),
)


def main() -> int:
    asked = arguments()
    chosen = [stage for stage in STAGES if not asked.stages or stage.name in asked.stages]
    took: dict[str, float] = {}
    failed: list[str] = []
    with environment() as variables:
        for stage in chosen:
            say(f"{stage.name}: {stage.says}")
            started = time.monotonic()
            passed = run(stage, variables)
            took[stage.name] = time.monotonic() - started
            if not passed:
                failed.append(stage.name)
                if not asked.all:
                    break
    return close(took, failed, left=len(chosen) - len(took))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./check", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--all", action="store_true", help="go on after a stage that fails")
    parser.add_argument("stages", nargs="*", metavar="STAGE", help=", ".join(stage.name for stage in STAGES))
    asked = parser.parse_args()
    if unknown := set(asked.stages) - {stage.name for stage in STAGES}:
        parser.error(f"no such stage: {', '.join(sorted(unknown))}")
    return asked


@contextmanager
def environment() -> Iterator[dict[str, str]]:
    """The tools that read our settings find an installation of their own, thrown away at the end."""
    with tempfile.TemporaryDirectory(prefix="counterfoil-check-") as folder:
        path = f"{PROGRAMS}{os.pathsep}{os.environ.get('PATH', '')}"
        variables = {**os.environ, "PATH": path, "COUNTERFOIL_DATA_DIR": folder, "TESTS_SHARE_A_TEMPLATE_IN": folder}
        if variables.pop("PYTHONDONTWRITEBYTECODE", ""):
            # Nothing is left beside the code, and yet the hundreds of processes of the tests do not compile it each.
            variables["PYTHONPYCACHEPREFIX"] = f"{folder}/compiled"
        yield variables


def run(stage: Stage, variables: dict[str, str]) -> bool:
    stage.first()
    ended = [
        subprocess.run(command, env=variables, stdin=subprocess.DEVNULL, check=False) for command in stage.commands
    ]
    return all(command.returncode == 0 for command in ended)


def close(took: dict[str, float], failed: list[str], *, left: int) -> int:
    say("the stages and their time")
    for name, seconds in took.items():
        print(f"  {name:<10}{seconds:7.1f} s  {'FAILED' if name in failed else 'passed'}")
    if left:
        print(f"  {left} not run; ./check --all goes on after a failure")
    print(f"stages: {len(took) - len(failed)} passed, {len(failed)} failed", flush=True)
    return 1 if failed else 0


def say(words: str) -> None:
    print(f"\n=== {words}", flush=True)


if __name__ == "__main__":
    sys.exit(main())

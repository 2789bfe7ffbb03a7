"""Writes the pages of the manual that are read off the product itself.

python -m tools.manual           write what differs under docs/reference/
python -m tools.manual --check   write nothing; name what differs, and fail
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2] / "docs" / "reference"


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tools.manual", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a page differs")
    checking = parser.parse_args().check
    with tempfile.TemporaryDirectory(prefix="counterfoil-manual-") as folder:
        os.environ |= {"COUNTERFOIL_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "counterfoil.settings"}
        pages = _pages()
    differing = differences(ROOT, pages)
    for name in differing:
        print(f"docs/reference/{name} {'differs' if checking else 'written' if name in pages else 'removed'}")
    if checking:
        if differing:
            print("Run python -m tools.manual and look at what it changed.")
        return 1 if differing else 0
    write(ROOT, {name: pages.get(name) for name in differing})
    return 0


def _pages() -> dict[str, str]:
    """Read once the installation is chosen: the commands and the pages of the web stand on Django."""
    import django  # noqa: PLC0415

    django.setup()
    from tools.manual.pages import all_pages  # noqa: PLC0415

    return all_pages()


def differences(root: Path, pages: dict[str, str]) -> list[str]:
    """The pages that are missing or differ, and those of kinds that are no more."""
    kept = {path.relative_to(root).as_posix() for path in (root / "kinds").glob("*.md")}
    return sorted(
        name
        for name in pages.keys() | kept
        if name not in pages or not (root / name).is_file() or (root / name).read_text("utf-8") != pages[name]
    )


def write(root: Path, pages: dict[str, str | None]) -> None:
    """Each page with its text; a page without one is removed."""
    for name, text in pages.items():
        path = root / name
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")


if __name__ == "__main__":
    sys.exit(main())

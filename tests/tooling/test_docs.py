"""Every page that tells of the product is reached from another one, and what it names is there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
HOUSES = (
    ROOT,
    ROOT / "src",
    ROOT / "src/counterfoil",
    ROOT / "src/counterfoil/web/templates",
    ROOT / "src/xero_sandbox",
)
"""What a page calls a file by is found beneath one of these."""

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())


def links(page: Path) -> Iterator[tuple[Path, str]]:
    """File and heading of every link that leads within the clone."""
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        if "://" not in target:
            name, _, heading = target.partition("#")
            yield (page.parent / name).resolve() if name else page, heading


def headings(page: Path) -> set[str]:
    """As a link calls them: small letters, hyphens, no signs."""
    titles = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@every_page
def test_every_link_leads_to_a_file_and_a_heading_that_are_there(page: Path) -> None:
    astray = [
        f"{file.name}#{heading}"
        for file, heading in links(page)
        if not file.is_file() or (heading and heading not in headings(file))
    ]

    assert astray == []


@every_page
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    named = re.findall(r"`((?:[\w-]+/)+[\w-]+\.(?:py|sql|md|html|toml))`", page.read_text("utf-8"))
    beside_each_room = {"seals/sqlite.sql", "seals/postgres.sql"}

    assert [name for name in named if name not in beside_each_room and not _is_there(name)] == []


def _is_there(name: str) -> bool:
    return any((house / name).is_file() for house in HOUSES)


def test_every_page_and_picture_is_linked_from_somewhere() -> None:
    reached = {file for page in PAGES for file, _ in links(page)}

    assert [
        file.relative_to(ROOT).as_posix()
        for file in sorted(ROOT.glob("docs/**/*"))
        if file.is_file() and file not in reached
    ] == []

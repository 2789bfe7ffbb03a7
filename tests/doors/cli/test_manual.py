"""The files in the manual can be entered as they stand, and do to the books what the manual says."""

from pathlib import Path

import pytest

from counterfoil.core.kinds import Kind
from counterfoil.core.lifecycle import after
from counterfoil.documents.models import Document
from counterfoil.kinds import all_kinds
from tests.doors.cli.conftest import Run
from tests.manual import block_of, booked, firm_for, page_of, rows_under

pytestmark = pytest.mark.one_database("the examples of the manual; files are entered on both in test_enter.py")


@pytest.mark.django_db
@pytest.mark.parametrize("kind", all_kinds().values(), ids=lambda kind: kind.code)
def test_the_file_on_the_page_of_a_kind_is_entered_and_booked_as_shown(kind: Kind, run: Run, tmp_path: Path) -> None:
    firm_for(kind)
    file = tmp_path / "example.csv"
    file.write_text(block_of(kind, "csv"), "utf-8")

    code, out, _ = run("enter", str(file))

    assert (code, out) == (0, "1 entered, 0 entered before, 0 refused.\n")
    entered = Document.objects.latest("id")
    assert (entered.kind, entered.state) == (kind.code, after(kind.lifecycle, state="draft", step=kind.first_step))
    assert booked(entered.pk) == rows_under("What it does to the books", page_of(kind))[:-1]

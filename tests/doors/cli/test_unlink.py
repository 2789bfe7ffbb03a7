"""`counterfoil unlink`: all the documents named, or none."""

from tests.builders import BuiltFirm
from tests.doors.cli.conftest import Run


def test_documents_are_unlinked_by_their_numbers(firm: BuiltFirm, run: Run) -> None:
    firm.connect()
    bill = firm.bill("800.00", matter="M-104")
    firm.receipt("880.00", pays={str(bill.number): "880.00"})
    firm.arrive()

    alone, _, refused = run("unlink", "B-1001", "--why", "wrong matter")
    code, out, _ = run("unlink", "B-1001", "R-1001", "--why", "wrong matter")
    again, _, said = run("unlink", "B-1001", "--why", "wrong matter")
    unknown, _, nothing = run("unlink", "B-9999", "--why", "wrong matter")

    assert (alone, refused.startswith("unlink-order:")) == (1, True)
    assert code == 0
    assert [line.split(". ")[0] for line in out.splitlines()] == ["B-1001 is unlinked", "R-1001 is unlinked"]
    assert (again, said.startswith("not-linked:")) == (1, True)
    assert (unknown, nothing.startswith("document-unknown:")) == (1, True)

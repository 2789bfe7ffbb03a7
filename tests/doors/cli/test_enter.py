"""`counterfoil enter`: files of documents, entered once, each for itself, and refused in words with their line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from counterfoil.documents.models import Document
from counterfoil.ledger.models import Entry
from tests.builders import BuiltFirm
from tests.doors.cli.conftest import Run

HEAD = "kind,ref,on,due_on,matter,items.description,items.account,items.net"


def bill(ref: str, **changes: Any) -> str:
    """A line of JSON; 110.00 with tax."""
    items = [{"description": "Advice", "account": "4100", "net": "100.00"}]
    document = {"kind": "client_bill", "ref": ref, "on": "2026-03-02", "due_on": "2026-03-16", "matter": "M-104"}
    return json.dumps(document | {"items": items} | changes) + "\n"


def test_every_line_becomes_a_posted_document(firm: BuiltFirm, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "bills.jsonl"
    file.write_text(bill("a") + "\n" + bill("b"))

    code, out, _ = run("enter", str(file))

    assert (code, out) == (0, "2 entered, 0 entered before, 0 refused.\n")
    assert list(Document.objects.values_list("number", "state")) == [("B-1001", "posted"), ("B-1002", "posted")]


def test_the_same_file_again_enters_what_is_missing(firm: BuiltFirm, run: Run) -> None:
    run("enter", "-", stdin=bill("a"))

    code, out, _ = run("enter", "-", stdin=bill("a") + bill("b"))

    assert (code, out) == (0, "1 entered, 1 entered before, 0 refused.\n")
    assert Document.objects.count() == 2


def test_a_ref_with_other_content_is_refused(firm: BuiltFirm, run: Run) -> None:
    code, out, _ = run("enter", "-", stdin=bill("a") + bill("a", memo="another"))

    assert code == 1
    assert "2\ta\tkey-reused: " in out


def test_a_refusal_loses_only_its_own_document(firm: BuiltFirm, run: Run) -> None:
    lines = bill("a") + bill("b", matter="M-999") + bill("c", on="soon", due_on="later") + "nonsense\n" + bill("d")

    code, out, _ = run("enter", "-", stdin=lines)

    assert code == 1
    assert out.splitlines() == [
        "2\tb\tmatter-unknown: there is no matter M-999; open it first",
        "3\tc\tdate-not-understood: on: 'soon' is not a date; write it like 2026-03-31",
        "3\tc\tdate-not-understood: due_on: 'later' is not a date; write it like 2026-03-31",
        '4\t\tfile-not-understood: line 4: it is not one JSON object; write a document like {"kind": ..., "ref": ...}',
        "2 entered, 0 entered before, 3 refused.",
    ]
    assert list(Document.objects.order_by("id").values_list("number", flat=True)) == ["B-1001", "B-1002"]


def test_all_or_nothing_leaves_nothing_behind(firm: BuiltFirm, run: Run) -> None:
    code, out, _ = run("enter", "-", "--all-or-nothing", stdin=bill("a") + bill("b", matter="M-999"))

    assert code == 1
    assert out.endswith(
        "0 entered, 0 entered before, 1 refused.\nNothing of the file was entered; 1 would have been.\n"
    )
    assert (Document.objects.count(), Entry.objects.count()) == (0, 0)


def test_all_or_nothing_enters_a_good_file(firm: BuiltFirm, run: Run) -> None:
    code, _, _ = run("enter", "-", "--all-or-nothing", stdin=bill("a") + bill("b"))

    assert (code, Document.objects.count()) == (0, 2)


def test_the_answer_for_machines_names_what_was_made(firm: BuiltFirm, run: Run) -> None:
    code, out, _ = run("enter", "-", "--json", stdin=bill("a") + bill("b", matter="M-999"))

    first, second, counts = map(json.loads, out.splitlines())
    assert code == 1
    assert (first["ref"], first["number"], first["again"]) == ("a", "B-1001", False)
    assert [problem["code"] for problem in second["refused"]] == ["matter-unknown"]
    assert counts == {"entered": 1, "entered_before": 0, "refused": 1, "undone": False}


def test_consecutive_rows_with_one_ref_are_one_document(firm: BuiltFirm, run: Run) -> None:
    rows = f"""{HEAD}
client_bill,117,2026-03-02,2026-03-16,M-104,Advice,4100,700.00
,117,,,,Title search,4200,100.00
client_bill,118,2026-03-02,2026-03-16,M-104,"Advice, again",4100,"1,000.00"
"""

    code, _, _ = run("enter", "-", stdin=rows)

    assert code == 0
    assert list(Document.objects.order_by("id").values_list("total_minor", flat=True)) == [88000, 110000]


def test_header_columns_may_be_repeated(firm: BuiltFirm, run: Run) -> None:
    row = "client_bill,117,2026-03-02,2026-03-16,M-104,Advice,4100,50.00\n"

    assert run("enter", "-", stdin=f"\ufeff{HEAD}\r\n{row}{row}")[0] == 0
    assert Document.objects.get().total_minor == 11000


def test_header_columns_that_differ_are_refused(firm: BuiltFirm, run: Run) -> None:
    rows = f"""{HEAD}
client_bill,117,2026-03-02,2026-03-16,M-104,Advice,4100,50.00
client_bill,117,2026-03-03,2026-03-16,M-104,Advice,4100,50.00
"""

    code, out, _ = run("enter", "-", stdin=rows)

    assert code == 1
    assert out.startswith("2\t117\tfile-not-understood: on: line 3: another on than on the document's first row")


def test_a_column_of_another_kind_must_be_blank(firm: BuiltFirm, run: Run) -> None:
    rows = f"{HEAD},bank\nclient_bill,117,2026-03-02,2026-03-16,M-104,Advice,4100,50.00,T1\n"

    code, out, _ = run("enter", "-", stdin=rows)

    assert (code, out.splitlines()[0]) == (
        1,
        "2\t117\tcolumn-unknown: bank: a client_bill has no 'bank'; leave it blank",
    )


def test_mixed_kinds_share_one_heading(firm: BuiltFirm, run: Run) -> None:
    rows = """kind,ref,on,bank,payer,payee,reason,parts.matter,parts.amount
trust_receipt,r1,2026-03-02,T1,C-0001,,On account,M-104,500
trust_payment,p1,2026-03-03,T1,,C-0001,Refund,M-104,200
trust_payment,p2,2026-03-03,T1,,C-0001,Too much,M-104,300.01
"""

    code, out, _ = run("enter", "-", stdin=rows)

    assert code == 1
    assert "4\tp2\ttrust-overdrawn: M-104 holds 300.00" in out


UNREADABLE = {
    "a column that no kind has": "kind,ref,colour\nclient_bill,1,red\n",
    "a column twice": "kind,ref,on,on\n",
    "no ref": "kind,on\n",
    "no UTF-8": b"kind,ref,on\nclient_bill,\xff,2026-03-02\n",
    "a quote that never ends": 'kind,ref,on\nclient_bill,1,"2026\n',
    "an endless line": "x" * 5_000_000,
}


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_file_that_cannot_be_read_says_why(firm: BuiltFirm, run: Run, content: str | bytes) -> None:
    code, _, err = run("enter", "-", stdin=content)

    assert code == 2
    assert err.split(":")[0] in ("column-unknown", "field-missing", "file-not-understood")
    assert not Document.objects.exists()


def test_what_stood_whole_before_the_unreadable_part_stays_entered(firm: BuiltFirm, run: Run) -> None:
    """The last document before it may go on in the row that cannot be read, so it waits for a better file."""
    good = "".join(f"client_bill,{ref},2026-03-02,2026-03-16,M-104,Advice,4100,50.00\n" for ref in (1, 2))

    code, out, _ = run("enter", "-", stdin=f"{HEAD}\n{good}client_bill,3,".encode() + b"\xff\n")

    assert (code, out) == (2, "1 entered, 0 entered before, 0 refused.\n")


HOSTILE = {
    "list": "[]",
    "null": "{}",
    "no ref": '{"kind": "client_bill"}',
    "empty ref": '{"kind": "client_bill", "ref": " "}',
    "ref is a list": '{"kind": "client_bill", "ref": [1]}',
    "ref too long": '{"kind": "client_bill", "ref": "' + "r" * 101 + '"}',
    "kind is null": '{"kind": null, "ref": "1"}',
    "kind unknown": '{"kind": "invoice", "ref": "1"}',
    "not a number": '{"kind": "client_bill", "ref": "1", "on": NaN}',
    "twice": '{"kind": "client_bill", "ref": "1", "on": "2026-03-02", "on": "2026-03-03"}',
    "half a character": '{"kind": "client_bill", "ref": "1", "\\ud800": 1}',
    "deep": '{"kind": "client_bill", "ref": "1", "items": ' + "[" * 50_000,
    "nul": '{"kind": "client_bill", "ref": "a\\u0000b"}',
}


@pytest.mark.parametrize("line", HOSTILE.values(), ids=HOSTILE.keys())
def test_nonsense_is_refused_in_words(firm: BuiltFirm, run: Run, line: str) -> None:
    code, out, _ = run("enter", "-", stdin=bill("a") + line + "\n" + bill("b"))

    assert code == 1
    assert out.splitlines()[-1] == "2 entered, 0 entered before, 1 refused."


def test_a_number_in_json_is_taken_as_it_is_written(firm: BuiltFirm, run: Run) -> None:
    items = [{"description": "x", "account": 4100, "net": 0.29, "tax": "GST-FREE"}]

    assert run("enter", "-", stdin=bill("a", items=items))[0] == 0
    assert Document.objects.get().total_minor == 29


def test_a_file_that_is_not_there_is_a_usage_error(firm: BuiltFirm, run: Run, tmp_path: Path) -> None:
    assert run("enter", str(tmp_path / "nothing.csv"))[0] == 2
    assert run("enter", str(tmp_path))[0] == 2


def test_an_empty_file_enters_nothing(firm: BuiltFirm, run: Run) -> None:
    assert run("enter", "-", stdin="") == (0, "0 entered, 0 entered before, 0 refused.\n", "")


def test_who_may_not_post_is_refused(firm: BuiltFirm, run: Run) -> None:
    from counterfoil.firms.models import Member

    Member.objects.update(roles="admin")

    code, out, _ = run("enter", "-", stdin=bill("a"))

    assert (code, "not-permitted" in out) == (1, True)


def test_exported_documents_can_be_entered_in_another_firm(firm: BuiltFirm, run: Run) -> None:
    run("enter", "-", stdin=bill("a") + bill("b"))
    _, exported, _ = run("export", "documents", "--to-enter")

    from tests.builders import a_firm

    other = a_firm("Second firm")
    other.matter("M-104")
    code, _, _ = run("enter", "-", "--firm", "Second firm", stdin=exported)

    assert code == 0
    totals = [
        list(Document.objects.filter(firm=one.firm).values_list("number", "total_minor")) for one in (firm, other)
    ]
    assert totals[0] == totals[1]


def _many(count: int) -> Iterator[str]:
    yield from (bill(f"n{number}") for number in range(count))


def test_more_than_one_batch_is_entered_in_order(firm: BuiltFirm, run: Run) -> None:
    code, out, _ = run("enter", "-", stdin="".join(_many(230)))

    assert (code, out) == (0, "230 entered, 0 entered before, 0 refused.\n")
    assert Document.objects.order_by("id").last().number == "B-1230"  # type: ignore[union-attr]

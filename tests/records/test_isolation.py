"""Two firms in one database: no action touches the other's rows, and no report shows them.

The other firm's every name holds "quagga" and its amounts 77,777.77, so that a leak is seen wherever it comes out.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, is_dataclass
from datetime import date
from types import GeneratorType
from typing import Any

import pytest
from django.db import connection, models

from counterfoil import reports
from counterfoil.core.references import BillNumber
from counterfoil.core.refusals import Refusal
from counterfoil.documents import actions
from counterfoil.documents.models import Document
from counterfoil.kinds import kind_of
from counterfoil.outbox.models import Item
from counterfoil.practice.matters import close_matter
from counterfoil.reports.checks import CHECKS
from counterfoil.reports.owing import RECEIVABLE
from counterfoil.reports.statements import Period
from tests.builders import BuiltFirm, a_firm
from tests.records.scene import fingerprint, firm_models
from tests.refusals import refused


@pytest.fixture(scope="module")
def firms(shared_database: None) -> tuple[BuiltFirm, BuiltFirm]:
    firm = a_firm("Hollis Lane", connected=True)
    other = a_firm("Quagga Partners", connected=True)
    ours, theirs = (firm, "M-104", "Harrow", "500.00"), (other, "Q-7", "Quagga Ltd", "77777.77")
    for built, matter, client, amount in (ours, theirs):
        built.matter(matter, client=client, title=f"{client} estate", lawyer=client)
        built.trust_receipt(amount, matter=matter, payer=client, reason=f"{client} on account")
        built.trust_payment("10.00", matter=matter, payee=client, reason=f"{client} fees")
        bill = built.bill(amount, matter=matter)
        built.receipt("5.00", pays={str(bill.number): "5.00"}, payer=client)
        item = {"description": client, "account": "4100", "net": amount, "tax": "GST"}
        built.draft("client_bill", on="2026-03-12", due_on="2026-03-26", matter=matter, items=[item], memo=client)
    return firm, other


@pytest.fixture
def firm(firms: tuple[BuiltFirm, BuiltFirm]) -> BuiltFirm:
    return firms[0]


@pytest.fixture
def other(firms: tuple[BuiltFirm, BuiltFirm]) -> BuiltFirm:
    return firms[1]


LEAKS = ("quagga", "77,777", "77777.77", "7777777", "8555555")


# --- actions ----------------------------------------------------------------------------------------------------------

STEPS: dict[str, Callable[[BuiltFirm, int], object]] = {
    "post": lambda firm, found: actions.post(document_id=found, by=firm.by, at=firm.at),
    "discard": lambda firm, found: actions.discard(document_id=found, by=firm.by, at=firm.at),
    "reopen": lambda firm, found: actions.reopen(document_id=found, by=firm.by, at=firm.at, why="mine"),
    "reverse": lambda firm, found: actions.reverse(document_id=found, by=firm.by, at=firm.at, why="mine"),
    "edit": lambda firm, found: actions.edit(
        document_id=found, document=kind_of("client_bill").sample(), by=firm.by, at=firm.at
    ),
}


@pytest.mark.parametrize("state", ["draft", "posted"])
@pytest.mark.parametrize("step", STEPS)
def test_a_document_of_another_firm_cannot_be_stepped_on(
    step: str, state: str, firm: BuiltFirm, other: BuiltFirm
) -> None:
    theirs = Document.objects.filter(firm_id=other.id, state=state, kind="client_bill")[0]
    stored = fingerprint()

    with refused("document-unknown"):
        STEPS[step](firm, theirs.pk)

    assert fingerprint() == stored


def test_the_address_of_another_firms_document_leads_nowhere(firm: BuiltFirm, other: BuiltFirm) -> None:
    theirs = Document.objects.filter(firm_id=other.id)[0]

    assert actions.find(theirs.public_id, firm_id=other.id) == theirs.pk
    with refused("document-unknown"):
        actions.find(theirs.public_id, firm_id=firm.id)


def test_codes_of_another_firm_are_unknown(firm: BuiltFirm, other: BuiltFirm) -> None:
    bill = str(Document.objects.get(firm_id=other.id, kind="client_bill", state="posted").number)
    other.contact("Second quagga"), other.contact("Third quagga"), other.contact("Fourth quagga")
    stored = fingerprint()

    with refused("matter-unknown", "Q-7"):
        firm.trust_receipt("5.00", matter="Q-7", payer="Harrow")
    with refused("matter-unknown"):
        close_matter(code="Q-7", closed_on=date(2026, 3, 31), by=firm.by, at=firm.at)
    with refused("contact-unknown", "C-0004"):
        firm.enter("client_receipt", on="2026-03-16", bank="O1", payer="C-0004", amount="5.00")

    assert bill == "B-1001", "both firms have one of that number"
    assert fingerprint() == stored


def test_a_number_that_both_firms_have_means_ones_own(firm: BuiltFirm, other: BuiltFirm) -> None:
    theirs = rows_of(other)

    firm.receipt("10.00", pays={"B-1001": "10.00"}, payer="Harrow")

    assert Document.objects.get(firm_id=firm.id, number="B-1001").settled_minor == 1500
    assert rows_of(other) == theirs


def rows_of(firm: BuiltFirm) -> dict[str, list[Any]]:
    """Every row of the firm in every table."""
    found = {}
    with connection.cursor() as cursor:
        for model in firm_models():
            cursor.execute(f"select * from {model._meta.db_table} where firm_id = {firm.id}")
            found[model._meta.db_table] = sorted(map(repr, cursor.fetchall()))
    return found


# --- reports ----------------------------------------------------------------------------------------------------------


def report_functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function of the reports that is asked about one firm."""
    for module in pkgutil.walk_packages(reports.__path__, f"{reports.__name__}."):
        for name, function in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            here = function.__module__ == module.name and not name.startswith("_")
            if here and "firm_id" in inspect.signature(function).parameters:
                yield f"{module.name.rpartition('.')[2]}.{name}", function


REPORTS = dict(report_functions())


def answers_for(name: str, parameter: str, other: BuiltFirm) -> Any:
    """What to ask a report: always for something of the other firm's."""
    theirs = Document.objects.filter(firm_id=other.id, state="posted").order_by("id")
    table: dict[str, Any] = {
        "firm_id": None,
        "at": other.at,
        "as_at": date(2026, 3, 31),
        "since": date(2026, 1, 1),
        "through": date(2026, 3, 31),
        "year_began": date(2025, 7, 1),
        "read_at": other.at,
        "account": "4100",
        "account_type": "bank",
        "bank": "T1",
        "matter": "Q-7",
        "matters": ["Q-7"],
        "contact": "C-0001",
        "text": "quagga",
        "words": "quagga",
        "public_id": theirs[0].public_id,
        "ids": list(theirs.values_list("pk", flat=True)),
        "document_id": theirs[2].pk,
        "seq": 999,
        "most": 999,
        "kind": "client_bill",
        "kinds": (),
        "code": "Q-7",
        "subject": "document",
        "subject_id": theirs[2].pk,
        "marker": Item.objects.filter(firm_id=other.id)[0].marker,
        "item_id": Item.objects.filter(firm_id=other.id)[0].pk,
        "sort": BillNumber if name == "choices.open_documents" else "matter",
        "name": "quagga",
        "currency": "AUD",
        "alias": "d",
        "field": None,
        "sort_of": "",
        "check": CHECKS[0],
        "owing": RECEIVABLE,
        "period": Period(date(2026, 1, 1), date(2026, 3, 31)),
        "numbers": [theirs[0].number],
    }
    assert parameter in table, f"{name} asks for '{parameter}': say here what of the other firm's to ask it for"
    return table[parameter]


def opened(value: Any) -> Any:
    """Everything there is to be seen in an answer."""
    if isinstance(value, GeneratorType | list | tuple | set):
        return [opened(one) for one in value]
    if isinstance(value, dict):
        return {str(key): opened(one) for key, one in value.items()}
    if isinstance(value, models.Model):
        return {field.attname: getattr(value, field.attname) for field in value._meta.concrete_fields}
    if is_dataclass(value) and not isinstance(value, type):
        return opened(asdict(value))
    return value


@pytest.mark.parametrize("name", REPORTS)
def test_no_report_shows_another_firms_rows(name: str, firm: BuiltFirm, other: BuiltFirm) -> None:
    function = REPORTS[name]
    asked = {
        parameter.name: answers_for(name, parameter.name, other)
        for parameter in inspect.signature(function).parameters.values()
        if parameter.default is parameter.empty or parameter.name in ("text", "words", "matter", "contact")
    }

    try:
        seen = repr(opened(function(**asked | {"firm_id": firm.id})))
    except Refusal as refusal:
        seen = f"{refusal.code} unknown" if refusal.code.endswith("-unknown") else f"quagga: {refusal}"

    assert [leak for leak in LEAKS if leak in seen.lower()] == []


@pytest.mark.parametrize("name", ["trial_balance.trial_balance", "plain_text.journal", "search.search"])
def test_asked_for_itself_the_other_firm_shows_what_the_net_is_made_for(name: str, other: BuiltFirm) -> None:
    parameters = inspect.signature(REPORTS[name]).parameters
    asked = {key: answers_for(name, key, other) for key in parameters if key not in ("pages", "firm_id")}

    seen = repr(opened(REPORTS[name](**asked, firm_id=other.id))).lower()

    assert any(sign in seen for sign in LEAKS)

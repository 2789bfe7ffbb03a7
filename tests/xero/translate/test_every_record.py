"""Every record that a kind becomes in Xero, whole, and every request held against Xero's own description.

What is expected stands in `whole/`, a file for each place: to be read as a bookkeeper reads it. A new kind adds its
paragraphs there.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from counterfoil.core.link import AREAS, DEFAULT, WAYS
from counterfoil.documents.models import Document
from counterfoil.ledger.models import Account
from counterfoil.outbox.models import Dependency, Destination, Item
from counterfoil.outbox.work import Carrier
from counterfoil.taxes.models import TaxCode
from counterfoil.xero.link_settings import change_settings
from counterfoil.xero.translate import Counterparts, Write, translate
from counterfoil.xero.translate.parts import RemoteAccount
from tests.builders import BuiltFirm, a_firm
from tests.everything import PLACES, kinds_in, post_everything
from tests.sandbox.openapi import SCHEMAS, mismatches

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database("what is sent is made of texts that both databases keep alike"),
]

WHOLE = Path(__file__).parent / "whole"
TYPES = {
    "bank": "BANK",
    "trust_bank": "BANK",
    "income": "REVENUE",
    "other_income": "OTHERINCOME",
    "expense": "EXPENSE",
    "direct_cost": "DIRECTCOSTS",
    "fixed_asset": "FIXED",
    "equity": "EQUITY",
    "current_asset": "CURRENT",
}
OTHERS: list[dict[str, Any]] = [
    {},
    *({name: way} for name, ways in WAYS.items() for way in ways if way != DEFAULT.chosen(name)),
]
OTHERS += [{"lines_apart": True}, {"numbers_only": True}]


def firm_in(place: str, **more: Any) -> BuiltFirm:
    firm = a_firm(jurisdiction=place, connected=True)
    firm.matter("M-104")
    destination = Destination.objects.get(firm=firm.firm)
    settings = replace(DEFAULT, areas=frozenset(AREAS), **more)
    change_settings(by=firm.by, at=firm.at, destination=destination, settings=settings, day_limit=1000)
    return firm


def counterparts_of(firm: BuiltFirm) -> Counterparts:
    """Each account and tax code by itself, but for the firm's interest, which is trust money over there."""
    accounts = {account.pk: account for account in Account.objects.filter(firm=firm.firm)}
    held = next(account for account in accounts.values() if account.slot == "TRUST_HELD")
    there = {key: held if account.slot == "FIRM_INTEREST_IN_TRUST" else account for key, account in accounts.items()}
    return Counterparts(
        accounts={
            key: RemoteAccount(f"id of {one.code}", one.code, one.name, TYPES.get(one.type, "CURRLIAB"), "ACTIVE")
            for key, one in there.items()
        },
        tax_types={code: f"{code} there" for code in TaxCode.objects.values_list("code", flat=True)},
    )


def requests_of(firm: BuiltFirm) -> Iterator[tuple[Document, Item, Write]]:
    """Every request of every document, in the order of sending, once what it leans on has arrived."""
    firm.arrive()
    counterparts = counterparts_of(firm)
    numbers = {document.pk: document for document in Document.objects.filter(firm=firm.firm)}
    for item in Item.objects.exclude(source_kind="contact").order_by("source_id", "id"):
        carriers = [
            Carrier(on.resource, on.type, on.source_kind, on.source_id, f"id of {_named(on, numbers)}", "id of it too")
            for on in (each.on for each in Dependency.objects.filter(item=item).order_by("on"))
        ]
        write = translate(
            item.snapshot,
            resource=item.resource,
            type_=item.type,
            marker="MARK",
            counterparts=counterparts,
            carriers=carriers,
        )
        yield numbers[item.source_id], item, write


def _named(item: Item, numbers: dict[int, Document]) -> str:
    return "the contact" if item.source_kind == "contact" else f"{numbers[item.source_id]}"


def as_told(found: Iterator[tuple[Document, Item, Write]]) -> str:
    """A paragraph for each request: whose it is, where it goes, and its members, a line each."""
    return "\n".join(_paragraph(*each) for each in found)


def _paragraph(document: Document, item: Item, write: Write) -> str:
    query = "&".join(f"{name}={value}" for name, value in write.query)
    told = [f"{document.kind} {document.number}", f"{write.method} {write.path}{query and '?'}{query}"]
    return "\n".join([*told, *_members(json.loads(write.body, parse_float=str), "  ")]) + "\n"


def _members(value: dict[str, Any], indent: str) -> Iterator[str]:
    for name, one in value.items():
        if isinstance(one, list):
            yield f"{indent}{name}:"
            for element in one:
                if "LineItems" in element or "JournalLines" in element or "CreditNotes" in element:
                    yield from _members(element, f"{indent}  ")
                else:
                    yield f"{indent}  {json.dumps(element, ensure_ascii=False)}"
        else:
            yield f"{indent}{name}: {one if isinstance(one, str) else json.dumps(one, ensure_ascii=False)}"


@pytest.mark.parametrize("place", PLACES)
def test_each_kind_becomes_these_records_and_no_others(place: str) -> None:
    firm = firm_in(place)
    posted = post_everything(firm)

    told = as_told(requests_of(firm))

    assert {done.kind for done in posted} == kinds_in(place)
    assert told == (WHOLE / f"{place}.txt").read_text("utf-8")


@pytest.mark.parametrize("more", OTHERS, ids=str)
@pytest.mark.parametrize("place", PLACES)
def test_xeros_own_description_knows_all_that_is_sent(place: str, more: dict[str, Any]) -> None:
    """Under every way of setting the link: each member by name and kind, each choice by its list."""
    firm = firm_in(place, **more)
    post_everything(firm)

    found = list(requests_of(firm))

    faults = [fault for _, item, write in found for fault in faults_of(write, item.resource)]
    assert faults == []
    assert {document.kind for document, _, _ in found} == kinds_in(place)


def faults_of(write: Write, resource: str) -> list[str]:
    schema = resource if resource in SCHEMAS else f"{resource}s"
    return mismatches(json.loads(write.body, parse_float=Decimal), schema)


def test_a_member_that_xero_does_not_know_is_found() -> None:
    wrong = '{"Invoices":[{"Type":"ACCREV","Colour":"green","LineItems":[{"Quantity":"one"}]}]}'

    assert faults_of(Write("PUT", "Invoices", (), wrong), "Invoices") == [
        "Invoices.Invoices[0]: unknown member Colour",
        "Invoices.Invoices[0].Type: 'ACCREV' is none of " + str(SCHEMAS["Invoice"]["properties"]["Type"]["enum"]),
        "Invoices.Invoices[0].LineItems[0].Quantity: 'one' is not number",
    ]

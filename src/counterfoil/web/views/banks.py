"""Bank accounts: the list, opening a further one, changing one, closing one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from counterfoil.core.jurisdictions import Jurisdiction, jurisdiction
from counterfoil.core.refusals import Refusal
from counterfoil.firms.roles import require
from counterfoil.ledger.models import BankAccount
from counterfoil.practice.banks import STATES, change_bank_account
from counterfoil.practice.bookkeeping import bookkeeping
from counterfoil.reports import setting_up
from counterfoil.reports.balances import balances
from counterfoil.reports.setting_up import BankShown
from counterfoil.web.forms.plain import Control, plain_form
from counterfoil.web.pages import READ, page
from counterfoil.web.refused import form_status
from counterfoil.web.seat import Seat, WebRequest
from counterfoil.web.templatetags.counterfoil_ui import longdate
from counterfoil.web.views.mapping import is_connected
from counterfoil.web.words import said
from counterfoil.xero.connection import connected
from counterfoil.xero.opening_banks import (
    FOUND_THERE,
    MADE_THERE,
    free_banks,
    liability_is_missing,
    open_bank,
    standing_ready,
)
from counterfoil.xero.preflight import FEED_ADVICE

Values = dict[str, Any]

WHERE = {
    "field-missing": "name",
    "text-too-long": "name",
    "text-has-controls": "name",
    "bank-number-not-understood": "number",
    "name-taken": "number",
    "contact-not-a-bank": "provider",
    "contact-unknown": "provider",
    "bank-type-unknown": "account_type",
    "account-not-allowed": "account",
    "account-has-a-bank": "account",
    "bank-holds-money": "state",
    "account-name-taken": "name",
    "currency-unknown": "currency",
    "division-unknown": "division",
}


@require_GET
def banks(request: WebRequest) -> HttpResponse:
    """With the balances of the books for those who may see them."""
    seat = request.seat
    if not seat.may("set up firm"):
        require(seat.actor, READ)
    place = jurisdiction(seat.firm.jurisdiction)
    held = balances(firm_id=seat.firm.id, through=seat.today) if seat.may(READ) else None
    columns = [
        {"key": "code", "label": "Code", "kind": "reference"},
        {"key": "name", "label": "Name", "kind": "wide"},
        {"key": "sort", "label": "Money", "kind": "badge"},
        {"key": "type", "label": "Type", "kind": "text"},
        {"key": "bank", "label": "Bank", "kind": "text"},
        {"key": "account", "label": "Account", "kind": "text"},
        {"key": "balance", "label": "Balance", "kind": "money"},
    ]
    by_code = seat.shelf.kept.banks
    rows = []
    for bank in setting_up.bank_accounts(firm_id=seat.firm.id):
        cells: list[Any] = [
            bank.code,
            {"text": bank.name, "sub": bank.number, "badge": {"text": "Closed"} if bank.state == "closed" else None},
            {"text": "Trust" if bank.sort == "trust" else "Office", "tone": bank.sort},
            _type_name(bank, place),
            bank.provider_name,
            {"text": f"{bank.account} {bank.account_name}", "href": seat.to.account(bank.account)},
        ]
        if held is not None:
            cells.append(held.get(by_code[bank.code].account.id, 0))
        href = seat.to.bank(bank.code) if seat.may("set up firm") else seat.to.account(bank.account)
        rows.append({"href": href, "cells": cells})
    table = {
        "id": "banks",
        "caption": "Bank accounts",
        "currency": seat.firm.currency,
        "columns": columns if held is not None else columns[:-1],
        "rows": rows,
    }
    facts = [{"text": f"balances of the books as at {longdate(seat.today)}"}] if held is not None else []
    head = {"title": "Bank accounts", "facts": facts, "actions": _buttons(seat, place)}
    values = {"page": head, "table": table, "note": _feeds(seat)}
    return page(request, "pages/list.html", values, place="banks")


def _type_name(bank: BankShown, place: Jurisdiction) -> str:
    if bank.sort == "office":
        return place.terms["office_account"].capitalize()
    return next((each.name for each in place.trust_account_types if each.code == bank.type), bank.type)


def _feeds(seat: Seat) -> Values | None:
    """The articles' advice about bank feeds, wherever a connected firm looks after its accounts."""
    return {"icon": "landmark", "title": "Bank feeds.", "text": FEED_ADVICE} if is_connected(seat) else None


def _buttons(seat: Seat, place: Jurisdiction) -> list[Values]:
    if not seat.may("set up firm"):
        return []
    return [
        {
            "label": place.terms[f"{sort}_account"].capitalize(),
            "href": seat.to.place("banks/new", sort=sort),
            "icon": "plus",
            "key": key,
        }
        for sort, key in (("office", "O"), ("trust", "T"))
    ]


@require_http_methods(["GET", "POST"])
def new(request: WebRequest) -> HttpResponse:
    """`?sort=office` or `?sort=trust`."""
    seat = request.seat
    require(seat.actor, "set up firm")
    sort = "office" if (request.POST.get("sort") or request.GET.get("sort")) == "office" else "trust"
    typed = {name: request.POST.get(name, "").strip() for name in (*FIELDS, "account", "liability", "numbers")}
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            made = _open(request, sort, typed | {"account_type": typed["account_type"] or "current"})
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, f"{made} is open.")
            return redirect(seat.to.place("banks"))
    place = jurisdiction(seat.firm.jurisdiction)
    title = f"New {place.terms[f'{sort}_account']}"
    form = plain_form(
        [
            Control("sort", "Money", value=sort, kind="hidden"),
            *_account_controls(typed, sort, seat, place),
            *_bank_controls(typed, sort, seat, place, states=("open",)),
            *_second_controls(typed, seat),
        ],
        action=seat.to.place("banks/new", sort=sort),
        verb="Save",
        cancel=seat.to.place("banks"),
        refusal=refusal,
        where=WHERE,
    )
    values: Values = {"page": {"title": title, "crumbs": _crumbs(seat, "New")}, "form": form, "note": _feeds(seat)}
    if sort == "trust":
        values["types"] = [{"label": each.name, "text": said(each.why)} for each in place.trust_account_types]
    return page(request, "pages/bank.html", values, place="banks", status=form_status(refusal))


def _open(request: WebRequest, sort: str, typed: dict[str, str]) -> BankAccount:
    """A usual account takes the place of the one that stands ready, if nobody has used that yet."""
    seat = request.seat
    usual = typed["account_type"] == "current" and typed["currency"] in ("", seat.firm.currency)
    ready = standing_ready(firm_id=seat.firm.id, sort=sort) if usual else None
    given: Values = {name: typed[name] for name in FIELDS} | {"sort": sort, "account": typed["account"]}
    opened = open_bank(
        by=seat.actor,
        at=request.at,
        destination=connected(seat.firm.id) if seat.may("connect") and is_connected(seat) else None,
        liability=typed["liability"] == MADE_THERE,
        instead_of=ready.code if ready else "",
        own_numbers=typed["numbers"] == OWN,
        **given,
    )
    for there in opened.making:
        messages.success(request, f"{there.name} is being made in Xero with the code {there.code}.")
    return opened.bank


FIELDS = ("account_type", "provider", "number", "name", "currency", "division")


def _account_controls(typed: dict[str, str], sort: str, seat: Seat, place: Jurisdiction) -> list[Control]:
    """Which account of the chart it posts to and, for trust money, its type and what is owed to clients in Xero."""
    free = setting_up.free_accounts(firm_id=seat.firm.id, account_type="bank" if sort == "office" else "trust_bank")
    accounts = [("", "The next one of the chart"), *((code, f"{code} {name}") for code, name in free)]
    destination = connected(seat.firm.id) if seat.may("connect") and is_connected(seat) else None
    if destination:
        there = [(f"{FOUND_THERE}{one.remote_id}", f"{one}, in Xero") for one in free_banks(destination)]
        accounts = [(MADE_THERE, "(Auto create new in Xero)"), *there, *accounts]
    begins = MADE_THERE if destination and sort == "trust" else ""
    controls = [_select("account", "GL account", typed["account"] or begins, accounts, required=False)]
    if sort == "trust":
        types = [(each.code, each.name) for each in place.trust_account_types]
        controls.append(_select("account_type", "Account type", typed["account_type"] or "current", types))
    if sort == "trust" and destination and liability_is_missing(destination):
        choices = [(MADE_THERE, "(Auto create new in Xero)"), (LATER, "Choose it later, under Mapping")]
        controls.append(
            _select("liability", "Trust liability in Xero", typed["liability"] or MADE_THERE, choices, required=False)
        )
    return controls


LATER = "later"


def _bank_controls(
    typed: dict[str, str], sort: str, seat: Seat, place: Jurisdiction, *, states: tuple[str, ...]
) -> list[Control]:
    banks = setting_up.banks(firm_id=seat.firm.id)
    written = place.bank_account_format
    chosen = typed["provider"] or (banks[0][0] if len(banks) == 1 else "")
    choose = [] if chosen else [("", "Choose the bank")]
    return [
        _select("state", "Status", typed.get("state", "open"), [(state, STATES[state]) for state in states]),
        _select("provider", "Bank", chosen, [*choose, *banks]),
        Control(
            "number",
            "Account number",
            value=typed["number"],
            width="field-6",
            help=f"{written.name}, such as {written.example}.",
        ),
        Control("name", "Account name", value=typed["name"], required=True, width="field-6"),
        _select("numbers", "Number series", typed["numbers"], _series(sort), required=False),
    ]


OWN = "own"


def _series(sort: str) -> list[tuple[str, str]]:
    """Numbered with all other accounts, or apart from them."""
    letter, kind = ("T", "TR") if sort == "trust" else ("O", "R")
    return [("", f"With all others: {kind}-1001"), (OWN, f"Of its own: {letter}1-{kind}-1001")]


def _second_controls(typed: dict[str, str], seat: Seat) -> list[Control]:
    """Currency and division, only where the firm has set up more than one."""
    kept, divisions = bookkeeping(seat.firm.id), setting_up.divisions(firm_id=seat.firm.id)
    controls = []
    if len(kept.currencies) > 1:
        options = [(code, code) for code in kept.currencies]
        controls.append(_select("currency", "Currency", typed["currency"] or kept.currencies[0], options))
    if len(divisions) > 1:
        controls.append(_select("division", "Division", typed["division"] or divisions[0][0], divisions))
    return controls


def _select(name: str, label: str, value: str, options: list[tuple[str, str]], *, required: bool = True) -> Control:
    listed = [{"value": code, "label": text} for code, text in options]
    return Control(
        name, label, value=value, kind="select", required=required, width="field-6", more={"options": listed}
    )


@require_http_methods(["GET", "POST"])
def edit(request: WebRequest, code: str) -> HttpResponse:
    """Its account in the chart and its type stay: entries stand on them."""
    seat = request.seat
    require(seat.actor, "set up firm")
    bank = next((each for each in setting_up.bank_accounts(firm_id=seat.firm.id) if each.code == code), None)
    if bank is None:
        raise Refusal("bank-unknown", "there is no bank account {code}", code=code)
    stored = {"state": bank.state, "provider": bank.provider, "number": bank.number, "name": bank.name}
    stored["numbers"] = OWN if bank.own_numbers else ""
    typed = {name: request.POST.get(name, value).strip() for name, value in stored.items()}
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            given = {name: typed[name] for name in ("state", "provider", "number", "name")}
            own = typed["numbers"] == OWN
            changed = change_bank_account(code=code, by=seat.actor, at=request.at, own_numbers=own, **given)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, f"{changed} is changed.")
            return redirect(seat.to.place("banks"))
    place = jurisdiction(seat.firm.jurisdiction)
    form = plain_form(
        [
            _fixed("account", "GL account", f"{bank.account} {bank.account_name}"),
            _fixed("account_type", "Account type", _type_name(bank, place)),
            *_bank_controls(typed, bank.sort, seat, place, states=("open", "closed")),
        ],
        action=seat.to.bank(code),
        verb="Save",
        cancel=seat.to.place("banks"),
        refusal=refusal,
        where=WHERE,
    )
    head = {"title": f"{bank.code} {bank.name}", "crumbs": _crumbs(seat, bank.code)}
    values = {"page": head, "form": form, "note": _feeds(seat)}
    return page(request, "pages/bank.html", values, place="banks", status=form_status(refusal))


def _fixed(name: str, label: str, value: str) -> Control:
    return Control(name, label, value=value, width="field-6", more={"readonly": True})


def _crumbs(seat: Seat, last: str) -> list[Values]:
    return [{"label": "Bank accounts", "href": seat.to.place("banks")}, {"label": last}]

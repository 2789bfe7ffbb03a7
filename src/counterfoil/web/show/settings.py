"""What the pages of the settings share: their tabs, and the months and zones that a firm chooses from."""

from typing import Any

from counterfoil.core.jurisdictions import Jurisdiction, jurisdiction
from counterfoil.core.terms import MATTER_WORDS
from counterfoil.web.forms.plain import Control
from counterfoil.web.seat import Seat

Values = dict[str, Any]

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

TABS = (
    ("settings", "Firm and people", ""),
    ("settings/accounting", "Accounting", ""),
    ("settings/trust", "", "set up firm"),
    ("settings/currencies", "Currencies and divisions", "set up firm"),
    ("periods", "Periods", "read"),
)
"""Place, label, and the ability that it takes; trust money has the jurisdiction's word."""


def trust_words(seat: Seat) -> str:
    """Trust accounting, or client accounting where the jurisdiction calls it so."""
    return f"{_trust_word(seat)} accounting"


def trust_money(seat: Seat) -> str:
    """Trust money, or client money."""
    return f"{_trust_word(seat)} money"


def _trust_word(seat: Seat) -> str:
    return jurisdiction(seat.firm.jurisdiction).terms["trust"].split()[0].capitalize()


def settings_tabs(seat: Seat, current: str) -> list[Values]:
    return [
        {"label": label or trust_words(seat), "href": seat.to.place(place), "current": place == current}
        for place, label, ability in TABS
        if not ability or seat.may(ability)
    ]


def year_control(value: str) -> Control:
    """The month in which the financial year starts, 1 to 12."""
    months = [{"value": str(number), "label": f"1 {month}"} for number, month in enumerate(MONTHS, start=1)]
    return Control(
        "year_starts",
        "Financial year starts",
        kind="select",
        value=value,
        required=True,
        width="field-6",
        more={"options": months},
    )


def method_control(value: str) -> Control:
    return Control(
        "method",
        "Accounting method",
        kind="radio",
        value=value,
        required=True,
        width="field-6",
        help="Bills count when they are posted (accrual) or when they are paid (cash). Posting on the cash method is"
        " not there yet, and Xero takes accrual alone.",
        more={"options": [{"value": "accrual", "label": "Accrual"}, {"value": "cash", "label": "Cash"}]},
    )


def zone_control(value: str, place: Jurisdiction) -> Control:
    """The jurisdiction's zones, and the firm's own where it is another."""
    zones = dict.fromkeys((*place.zones, value))
    options = [{"value": zone, "label": zone.replace("_", " ").rpartition("/")[2] + f" ({zone})"} for zone in zones]
    return Control(
        "zone",
        "Time zone",
        kind="select",
        value=value,
        required=True,
        width="field-6",
        help="It decides which day it is, and which holidays are kept where they differ by state.",
        more={"options": options},
    )


def matter_word_control(value: str) -> Control:
    """What screens call the work that everything belongs to."""
    options = [{"value": word, "label": word.capitalize()} for word in MATTER_WORDS]
    return Control(
        "matter_word",
        "Screens call a piece of work a",
        kind="radio",
        value=value,
        required=True,
        width="field-6",
        more={"options": options},
    )


def year_start(ends: tuple[int, int]) -> str:
    """The month after the one in which the year ends."""
    return str(ends[0] % 12 + 1)

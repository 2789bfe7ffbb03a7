"""The settings of the link: what is copied by area, how it is written, and how many calls a day may take.

They are frozen into what a posting leaves in the outbox, not looked up by version when it is sent. The sync protocol
keeps one text from the posting to the wire: an item that is built anew after a refusal, or compared with Xero when its
answer was lost, must come out the same whatever was switched since. And a name that a snapshot never held cannot leave
by a later change of mind. So a changed setting touches only what is queued after it.
"""

from datetime import datetime

from django.db import transaction

from counterfoil.core.link import AREAS, DAY_LIMITS, WAYS, LinkSettings, parse_areas, write_areas
from counterfoil.core.refusals import Refusal
from counterfoil.firms import audit
from counterfoil.firms.roles import Actor, require
from counterfoil.outbox.models import Destination


def settings_of(destination: Destination) -> LinkSettings:
    """What is copied and how, for what is posted from now on."""
    return LinkSettings(
        parse_areas(destination.areas),
        destination.transfers,
        destination.trust_transfers,
        numbers_only=destination.numbers_only,
        lines_apart=destination.lines_apart,
        keep_surplus=destination.keep_surplus,
    )


def change_settings(
    *, by: Actor, at: datetime, destination: Destination, settings: LinkSettings, day_limit: int
) -> bool:
    """Save the settings; False when nothing differs. `day_limit` is the calls of a day: one of DAY_LIMITS.

    Refused with setting-unknown for anything that is no setting.
    """
    require(by, "connect")
    ways = all(settings.chosen(name) in ways for name, ways in WAYS.items())
    if not (ways and settings.areas <= set(AREAS) and day_limit in DAY_LIMITS):
        raise Refusal("setting-unknown", "choose one of the settings on the page")
    with transaction.atomic():
        was = Destination.objects.select_for_update().get(pk=destination.pk, firm_id=by.firm_id)
        before = {"settings": settings_of(was), "day_limit": was.day_limit}
        after = {"settings": settings, "day_limit": day_limit}
        if before == after:
            return False
        Destination.objects.filter(pk=was.pk).update(
            areas=write_areas(settings.areas),
            transfers=settings.transfers,
            trust_transfers=settings.trust_transfers,
            numbers_only=settings.numbers_only,
            lines_apart=settings.lines_apart,
            keep_surplus=settings.keep_surplus,
            day_limit=day_limit,
        )
        detail = {"was": _in_words(was.day_limit, settings_of(was)), "is": _in_words(day_limit, settings)}
        audit.note(by=by, at=at, action="set link", subject="destination", subject_id=was.pk, detail=detail)
    return True


def _in_words(day_limit: int, settings: LinkSettings) -> str:
    copied = ", ".join(area.title.lower() for code, area in AREAS.items() if settings.copies(code)) or "nothing"
    more = ["matter numbers only"] if settings.numbers_only else []
    more += ["lines apart"] if settings.lines_apart else []
    more += ["surplus of receipts kept here"] if settings.keep_surplus else []
    more += [f"transfers {settings.transfers}", f"trust transfers {settings.trust_transfers}"]
    more += [f"{day_limit} calls a day"]
    return f"copied: {copied}; {', '.join(more)}"

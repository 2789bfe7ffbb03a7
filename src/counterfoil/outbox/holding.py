"""The copies that hold a source: those that are over there under a living link, or may still come to be there."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from counterfoil.firms.rows import marks, moment, run

NOT_SENT = ("pending", "rejected")
"""Known not to be there: they can be withdrawn."""
VOIDED = "voided in Xero"
"""Why the link of a copy was ended that is void over there."""
ON_ITS_WAY = ("sending", "unknown", "drafted", "review")
"""Being sent, or nobody knows whether it has arrived."""


BEING_VOIDED = (
    "select 1 from outbox_item v where v.destination_id = i.destination_id and v.source_kind = i.source_kind"
    " and v.source_id = i.source_id and v.part = i.part and v.operation = 'void' and v.version = i.version"
    " and v.state <> 'cancelled'"
)
"""Whether copy `i` is being taken back over there, or was: what settles it would be refused."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A copy whose link nobody ended. `remote_id` is its id over there: of a confirmed one, or of a draft."""

    item_id: int
    destination_id: int
    source_id: int
    part: str
    version: int
    resource: str
    type: str
    state: str
    remote_id: str
    other_id: str
    snapshot: str

    @property
    def linked(self) -> bool:
        return self.state == "confirmed"


def holding(source_kind: str, source_ids: Collection[int], *, firm_id: int) -> list[Holding]:
    """What holds these sources, in the order it was queued."""
    if not source_ids:
        return []
    rows = run(
        "select i.id, i.destination_id, i.source_id, i.part, i.version, i.resource, i.type, i.state,"
        " coalesce(i.remote_id, ''), coalesce(k.other_id, ''), i.snapshot"
        " from outbox_item i left join outbox_link k on k.item_id = i.id"
        " where i.destination_id in (select id from outbox_destination where firm_id = %s)"
        f" and i.source_kind = %s and i.source_id in ({marks(source_ids)}) and i.operation = 'create'"
        " and i.state <> 'cancelled' and k.ended_at is null order by i.id",
        [firm_id, source_kind, *source_ids],
    )
    return [Holding(*row) for row in rows]


def withdraw(items: Sequence[int], *, why: str, at: datetime) -> None:
    """Cancel those of the items that are known not to be there."""
    if items:
        run(
            "update outbox_item set state = 'cancelled', reason_code = 'withdrawn', reason_text = %s, settled_at = %s"
            f" where id in ({marks(items)}) and state in ('pending', 'rejected')",
            [why, moment(at), *items],
        )


def end_links(items: Sequence[int], *, why: str, at: datetime) -> None:
    """The copies stay over there and are nobody's any more."""
    if items:
        run(
            "update outbox_link set ended_at = %s, ended_why = %s"
            f" where item_id in ({marks(items)}) and ended_at is null",
            [moment(at), why, *items],
        )

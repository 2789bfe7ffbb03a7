"""How far the copy of a document is on its way to Xero, in the words that screens use."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from counterfoil.core.kinds import Kept
from counterfoil.firms.rows import Row, marks, moment, run
from counterfoil.kinds import all_kinds
from counterfoil.outbox.holding import VOIDED
from counterfoil.reports.reading import FirmRow, firm_row, instant_of

WORDS = {
    "failed": "Failed",
    "needs_you": "Needs you",
    "checking": "Checking",
    "pushing": "Pushing",
    "queued": "Queued",
    "waiting": "Waiting",
    "pushed": "Pushed",
    "not_sent": "Not sent",
    "cancelled": "Cancelled",
}
"""In order of what a person has to see first: a document with several copies shows the first of these."""

ENDED_WORDS = {"unlinked": "Unlinked", "voided": "Voided"}
"""What is said of a pushed copy whose link has ended."""

ALL_WORDS = WORDS | ENDED_WORDS

ITEM_WORD = """case i.state
    when 'pending' then case when i.held or i.not_before > %s or exists (
        select 1 from outbox_dependency n join outbox_item o on o.id = n.on_id
        where n.item_id = i.id and o.state <> 'confirmed') then 'waiting' else 'queued' end
    when 'sending' then 'pushing' when 'drafted' then 'pushing' when 'unknown' then 'checking'
    when 'rejected' then 'failed' when 'review' then 'needs_you' when 'confirmed' then 'pushed'
    else case when i.generation > 0 or i.reason_code in ('', 'withdrawn') then 'cancelled' else 'not_sent' end end"""
"""The word for item `i`; takes the present moment. What was kept back from the start is cancelled with its reason."""

NOT_CONNECTED_THEN = "The document was posted before the firm was connected to Xero."


@dataclass(frozen=True, slots=True)
class DocumentState:
    """`state` is a key of ALL_WORDS, or empty while nothing is to be sent. `item_id` is the copy that it speaks of."""

    state: str
    reason: str = ""
    reason_code: str = ""
    item_id: int | None = None


NOTHING = DocumentState("")


def since_ended(word: str, reason: str, ended_why: str | None) -> tuple[str, str]:
    """Word and reason of a copy; `ended_why` is why its link ended, nothing while it lives."""
    if word != "pushed" or ended_why is None:
        return word, reason
    return ("voided", "Voided in Xero") if ended_why == VOIDED else ("unlinked", f"Unlinked: {ended_why}")


def states_of_documents(*, firm_id: int, ids: Sequence[int], at: datetime) -> dict[int, DocumentState]:
    """For each of the firm's documents among the ids. Two statements, however many."""
    if not ids:
        return {}
    firm = firm_row(firm_id)
    rows = run(
        f"select d.id, d.kind, d.state, d.posted_at, i.id, {ITEM_WORD}, i.reason_code, i.reason_text,"
        " i.part, i.operation, i.version, case when k.ended_at is not null then k.ended_why end"
        " from documents_document d left join outbox_item i on i.destination_id = %s and i.source_kind = d.kind"
        " and i.source_id = d.id left join outbox_link k on k.item_id = i.id"
        f" where d.firm_id = %s and d.id in ({marks(ids)}) order by i.version, i.id",
        [moment(at), firm.destination_id, firm_id, *ids],
    )
    by_document: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_document[row[0]].append(row)
    return {document_id: _state(copies, firm) for document_id, copies in by_document.items()}


def _state(copies: Sequence[Row], firm: FirmRow) -> DocumentState:
    """A later version of a copy stands for the earlier; what was withdrawn counts only when nothing else is left.

    A void counts until it is done: then it is the copy that tells of it.
    """
    _, kind_code, state, posted_at = copies[0][:4]
    told = [row for row in copies if row[4] is not None and not (row[9] == "void" and row[5] in DONE)]
    newest = {(row[8], row[9]): _copy(row) for row in told}
    ended = [copy for copy in newest.values() if copy.state in ("cancelled", "not_sent", *ENDED_WORDS)]
    live = [copy for copy in newest.values() if copy not in ended]
    order = list(ALL_WORDS)
    if live or (ended and state != "draft"):
        return min(live or ended, key=lambda copy: (order.index(copy.state), copy.item_id))
    if firm.connected_at is None or state not in ("posted", "reversed"):
        return NOTHING
    kind = all_kinds().get(kind_code)
    if kind is not None and isinstance(kind.push, Kept):
        return DocumentState("not_sent", kind.push.reason)
    posted = instant_of(posted_at)
    if posted is not None and posted < firm.connected_at:
        return DocumentState("not_sent", NOT_CONNECTED_THEN)
    return NOTHING


DONE = ("pushed", "cancelled")


def _copy(row: Row) -> DocumentState:
    item_id, word, code, text = row[4:8]
    word, text = since_ended(word, text, row[11])
    return DocumentState(word, text, "unlinked" if word in ENDED_WORDS else code, item_id)

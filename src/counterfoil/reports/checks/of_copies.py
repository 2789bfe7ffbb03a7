"""Nothing posted was forgotten: not by the outbox, and not by the audit log."""

from collections.abc import Iterator

from counterfoil.core.kinds import Kept, Pushed
from counterfoil.firms.rows import Row, run
from counterfoil.kinds import all_kinds
from counterfoil.reports.checks.finding import Finding, Scope

WANTED = {
    "document": "select d.id, '{own}' as part",
    "allocation": (
        "select d.id, 'pay:' || case when a.source_id = d.id then cast(a.target_id as text)"
        " when a.target_id = d.id then cast(a.source_id as text)"
        " else cast(a.source_id as text) || ':' || cast(a.target_id as text) end as part"
    ),
    "remainder": "select d.id, 'rest' as part",
}
"""For each way a kind is pushed: the parts that a posted document has to have in the outbox."""


def pushed_has_outbox_item(scope: Scope) -> Iterator[Finding]:
    """Every document posted since the firm was connected has an item for each record that its kind declares.

    Where a setting of the link chooses between records, those of one choice: which it was then, nobody knows any more.
    """
    for code, kind in sorted(all_kinds().items()):
        if not isinstance(kind.push, Kept):
            for record in kind.push:
                if record.when and _is_first(record, kind.push):
                    found = _missing(scope, code, record, choices=_choices(record, kind.push))
                elif record.when:
                    continue
                else:
                    found = _missing(scope, code, record, choices=[[record]])
                for firm_id, number, part in found:
                    sentence = f"posted and connected, but nothing in the outbox for {record.resource} ({part})"
                    yield Finding("pushed_has_outbox_item", sentence, number, firm_id)


def _choices(record: Pushed, records: tuple[Pushed, ...]) -> list[list[Pushed]]:
    """The records of each choice of the setting that the record depends on."""
    assert record.when is not None
    of_setting = [each for each in records if each.when and each.when[0] == record.when[0]]
    return [
        [each for each in of_setting if each.when == when] for when in dict.fromkeys(each.when for each in of_setting)
    ]


def _is_first(record: Pushed, records: tuple[Pushed, ...]) -> bool:
    return _choices(record, records)[0][0] is record


def _missing(scope: Scope, kind: str, record: Pushed, *, choices: list[list[Pushed]]) -> list[Row]:
    allocated = "join documents_allocation a on a.recorded_by_id = d.id"
    since = (
        "join outbox_destination t on t.firm_id = d.firm_id and t.state <> 'gone' and d.posted_at >= t.connected_at"
        f" where d.kind = %s and d.state = 'posted' and {scope.of('d.firm_id')}"
    )
    part = WANTED[record.per].format(own=record.part)
    wanted = f"{part}, d.firm_id, d.number, d.version, t.id as destination_id from documents_document d"
    if record.per == "allocation":
        wanted += (
            f" {allocated} {since} group by d.id, a.source_id, a.target_id, d.firm_id, d.number, d.version, t.id"
            " having sum(a.minor) <> 0"
        )
    elif record.per == "remainder":
        wanted += (
            f" {since} and d.total_minor <> (select coalesce(sum(a.minor), 0) from documents_allocation a"
            "  where a.recorded_by_id = d.id and a.source_id = d.id)"
        )
    else:
        wanted += f" {since}"
    there = " or ".join(
        "(" + " and ".join(_exists("w.part" if len(choices) == 1 else f"'{each.part}'") for each in choice) + ")"
        for choice in choices
    )
    given = [value for choice in choices for each in choice for value in (kind, each.resource, each.type)]
    return run(
        f"select w.firm_id, w.number, w.part from ({wanted}) w where not ({there}) order by w.id", [kind, *given]
    )


def _exists(part: str) -> str:
    return (
        "exists (select 1 from outbox_item i where i.destination_id = w.destination_id and i.source_kind = %s"
        f" and i.source_id = w.id and i.part = {part} and i.operation = 'create' and i.resource = %s and i.type = %s"
        " and i.version >= w.version)"
    )


def postings_have_audit_rows(scope: Scope) -> Iterator[Finding]:
    """Each entry was written down in the audit log at the moment it was posted, as a posting or as its undoing."""
    for firm_id, seq, title in run(
        "select e.firm_id, e.seq, e.title from ledger_entry e where not exists (select 1 from firms_audit u"
        "  where u.subject = 'document' and u.subject_id = e.document_id and u.at = e.posted_at"
        "  and u.firm_id = e.firm_id and ((e.reverses_id is null and u.action = 'post')"
        "   or (e.reverses_id is not null and u.action in ('reverse', 'reopen'))))"
        f" and {scope.of('e.firm_id')} order by e.firm_id, e.seq"
    ):
        yield Finding("postings_have_audit_rows", f"the audit log does not know of '{title}'", f"entry {seq}", firm_id)

"""Documents, their lines and allocations, and the audit log."""

from tests.records.attacks.attack import DAY, SEALED, Attack
from tests.records.scene import Scene

ATTACKS = [
    Attack(
        "change an attached file",
        lambda s: [f"update practice_attachment set content = 'other', removed_at = '{DAY}' where firm_id = {s.firm}"],
        SEALED,
    ),
    Attack(
        "rename an attached file while taking it off",
        lambda s: [
            f"update practice_attachment set name = 'x', content = '', removed_at = '{DAY}' where firm_id = {s.firm}"
        ],
        SEALED,
    ),
    Attack(
        "delete an attached file",
        lambda s: [f"delete from practice_attachment where firm_id = {s.firm}"],
        SEALED,
    ),
    Attack(
        "change a posted total",
        lambda s: [f"update documents_document set total_minor = 1 where id = {s.bill}"],
        SEALED,
    ),
    Attack(
        "change a posted content",
        lambda s: [f"update documents_document set content = '{{}}' where id = {s.bill}"],
        SEALED,
    ),
    Attack(
        "change a posted date",
        lambda s: [f"update documents_document set dated_on = '2026-01-01' where id = {s.bill}"],
        SEALED,
    ),
    Attack(
        "change a posted matter",
        lambda s: [f"update documents_document set matter_id = null where id = {s.bill}"],
        SEALED,
    ),
    Attack(
        "change a posted kind",
        lambda s: [f"update documents_document set kind = 'trust_receipt' where id = {s.bill}"],
        SEALED,
    ),
    Attack(
        "change a posted version", lambda s: [f"update documents_document set version = 9 where id = {s.bill}"], SEALED
    ),
    Attack(
        "change who entered",
        lambda s: [f"update documents_document set entered_by_id = null where id = {s.bill}"],
        SEALED,
    ),
    Attack(
        "change a request key",
        lambda s: [f"update documents_document set request_key = 'k' where id = {s.bill}"],
        SEALED,
    ),
    Attack(
        "renumber a document", lambda s: [f"update documents_document set number = 'B-9' where id = {s.bill}"], SEALED
    ),
    Attack(
        "take a number away",
        lambda s: [f"update documents_document set number = null where id = {s.bill}"],
        SEALED,
        SEALED,
    ),
    Attack(
        "use a number again",
        lambda s: [f"update documents_document set number = 'B-1001' where id = {s.draft}"],
        "documents_document.number",
        "document_number",
    ),
    Attack(
        "take a posted document to draft without a reversal",
        lambda s: [f"update documents_document set state = 'draft' where id = {s.bill}"],
        SEALED,
    ),
    Attack(
        "end a posted document without a reversal",
        lambda s: [f"update documents_document set state = 'reversed' where id = {s.bill}"],
        SEALED,
    ),
    Attack(
        "take a part-paid bill to draft",
        lambda s: [f"update documents_document set state = 'draft' where id = {s.paid_bill}"],
        "[document-settled]",
    ),
    Attack(
        "wake a reversed document",
        lambda s: [f"update documents_document set state = 'posted' where id = {s.reversed_receipt}"],
        "[step-not-allowed]",
    ),
    Attack(
        "put a state that is none",
        lambda s: [f"update documents_document set state = 'paid' where id = {s.draft}"],
        "document_state",
    ),
    Attack("delete a posted document", lambda s: [f"delete from documents_document where id = {s.bill}"], SEALED),
    Attack("delete a draft", lambda s: [f"delete from documents_document where id = {s.draft}"], SEALED),
    Attack(
        "replace a posted document",
        lambda s: [
            (
                "replace into documents_document (id, firm_id, public_id, kind, state, number, dated_on, memo,"
                " total_minor, settled_minor, content, version, entered_at)"
                f" values ({s.bill}, {s.firm}, 'xxxxxxxxxxxx', 'client_bill', 'posted', 'B-9', '2026-03-10', '',"
                " 1, 0, '{}', 1, '')"
            )
        ],
        SEALED,
        only="sqlite",
    ),
    Attack(
        "change a posted line",
        lambda s: [f"update documents_documentline set net_minor = 1 where id = {s.bill_line}"],
        SEALED,
    ),
    Attack("delete a posted line", lambda s: [f"delete from documents_documentline where id = {s.bill_line}"], SEALED),
    Attack(
        "move a draft's line to a posted document",
        lambda s: [f"update documents_documentline set document_id = {s.bill} where id = {s.draft_line}"],
        SEALED,
    ),
    Attack(
        "add a line to a posted document",
        lambda s: [
            (
                "insert into documents_documentline (firm_id, document_id, position, description, net_minor, tax_minor)"
                f" values ({s.firm}, {s.bill}, 9, 'More', 100, 0)"
            )
        ],
        SEALED,
    ),
    Attack(
        "add a line to a posted document that stands in no journal",
        lambda s: [
            (
                "insert into documents_documentline (firm_id, document_id, position, description, net_minor, tax_minor)"
                f" values ({s.firm}, {s.applied}, 9, 'More', 100, 0)"
            )
        ],
        SEALED,
    ),
    Attack(
        "settle by hand beyond the total",
        lambda s: [f"update documents_document set settled_minor = total_minor + 1 where id = {s.bill}"],
        "[bill-over-paid]",
        SEALED,
    ),
    Attack(
        "settle by hand",
        lambda s: [f"update documents_document set settled_minor = 1 where id = {s.bill}"],
        SEALED,
        only="postgresql",
    ),
    Attack("allocate more than the bill", lambda s: [_allocate(s, minor=40_000)], "[bill-over-paid]"),
    Attack(
        "allocate more than the bill or ignore",
        lambda s: [_allocate(s, minor=40_000, verb="insert or ignore into")],
        "[bill-over-paid]",
        only="sqlite",
    ),
    Attack("take more back than was allocated", lambda s: [_allocate(s, minor=-1)], "[bill-over-paid]"),
    Attack("allocate half a cent", lambda s: [_allocate(s, minor=0.5)], "[not-whole]", only="sqlite"),
    Attack("allocate nothing", lambda s: [_allocate(s, minor=0)], "allocation_not_zero"),
    Attack("change an allocation", lambda s: ["update documents_allocation set minor = 1"], SEALED),
    Attack("delete an allocation", lambda s: ["delete from documents_allocation"], SEALED),
    Attack("change the audit log", lambda s: ["update firms_audit set why = 'asked to'"], SEALED),
    Attack("delete from the audit log", lambda s: ["delete from firms_audit"], SEALED),
    Attack(
        "replace a row of the audit log",
        lambda s: [
            (
                "replace into firms_audit (id, firm_id, at, action, subject, subject_id, detail, why) values"
                f" (1, {s.firm}, '2026-03-31', 'none', 'none', 1, '', '')"
            )
        ],
        SEALED,
        only="sqlite",
    ),
]


def _allocate(s: Scene, *, minor: object, verb: str = "insert into") -> str:
    return (
        f"{verb} documents_allocation (firm_id, recorded_by_id, source_id, target_id, dated_on, minor)"
        f" values ({s.firm}, {s.receipt}, {s.receipt}, {s.bill}, '2026-03-20', {minor})"
    )

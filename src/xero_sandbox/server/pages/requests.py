"""The log: what was asked, what was answered, which fault met it."""

from starlette.responses import Response

from xero_sandbox.server.html import facts, table, tag
from xero_sandbox.server.journal import Line
from xero_sandbox.server.pages import shown
from xero_sandbox.server.pages.frame import page
from xero_sandbox.server.sandbox import Sandbox


def log_page(sandbox: Sandbox, tenant_id: str) -> Response:
    rows = [
        (
            tag("a", line.number, href=f"/requests/{line.number}"),
            shown.instant(line.at),
            line.method,
            tag("code", line.address[:120]),
            _status(line),
            line.fault,
            f"{line.milliseconds:.1f}",
        )
        for line in sandbox.journal.newest_first()
    ]
    heads = ("No.", "When", "Method", "Address", "Status", "Fault", "ms")
    return page("Requests", table(heads, rows, numbers=(0, 6)), tenant_id=tenant_id, here="/requests")


def line_page(line: Line, tenant_id: str) -> Response:
    told = facts(
        [
            ("When", shown.instant(line.at)),
            ("Status", _status(line)),
            ("Idempotency-Key", line.key),
            ("Fault", line.fault),
            ("Took", f"{line.milliseconds:.1f} ms"),
        ]
    )
    return page(
        f"{line.method} {line.address.partition('?')[0]}",
        tag("p", tag("code", line.address)),
        told,
        tag("h2", "Sent"),
        tag("pre", line.sent or "(nothing, or not kept)"),
        tag("h2", "Answered"),
        tag("pre", line.answered or "(nothing, or not kept)"),
        tenant_id=tenant_id,
        here="/requests",
    )


def _status(line: Line) -> str:
    return "hung up" if line.status is None else str(line.status)

"""The page of switches: offline, faults, time, and beginning again."""

from starlette.responses import Response

from xero_sandbox.model.organisation import CLASSES_OF_PLAN
from xero_sandbox.model.resources import RESOURCES
from xero_sandbox.model.seeds.countries import COUNTRIES
from xero_sandbox.server.faults import KINDS
from xero_sandbox.server.html import button, facts, table, tag
from xero_sandbox.server.pages import shown
from xero_sandbox.server.pages.frame import page
from xero_sandbox.server.sandbox import Sandbox

CHOICES = ("", *RESOURCES, "Organisation", "Reports", "token", "connections")


def switches_page(sandbox: Sandbox, tenant_id: str, refusal: str = "") -> Response:
    faults, withheld = sandbox.faults, sorted(sandbox.withheld)
    told = facts([("Sandbox time", shown.instant(sandbox.clock.now())), ("Offline", faults.offline)])
    offline = [
        button("Work normally", "/control/offline", how="no"),
        button("Answer 503 to everything", "/control/offline", how="503"),
        button("Hang up on everything", "/control/offline", how="drop", kind="danger"),
    ]
    waiting = [
        (
            one.match.get("method", "any"),
            one.match.get("resource", "any"),
            one.match.get("text", "any"),
            one.fault,
            one.times,
            one.skip,
        )
        for one in faults.waiting
    ]
    add = tag(
        "form",
        tag("label", "Method ", _choice("method", ("", "PUT", "POST", "GET", "DELETE"))),
        tag("label", " resource ", _choice("resource", CHOICES)),
        tag("label", " fault ", _choice("fault", (*KINDS, "429:day", "429:concurrent"))),
        tag("label", " text ", tag("input", name="text", size=12)),
        tag("label", " seconds ", tag("input", name="seconds", value="5", size=4)),
        tag("label", " times ", tag("input", name="times", value="1", size=4)),
        tag("button", "Add"),
        method="post",
        action="/control/fault",
    )
    return page(
        "Faults and reset",
        tag("p", refusal, class_="refusal", role="alert") if refusal else None,
        told,
        tag("h2", "Reachable"),
        tag("div", offline, class_="actions"),
        tag("h2", "Faults waiting"),
        table(("Method", "Resource", "Text", "Fault", "Times", "Skip"), waiting, numbers=(4, 5)),
        add,
        button("Forget all faults", "/control/forget", kind="plain"),
        tag("h2", "What the faults do"),
        facts(KINDS.items()),
        tag("h2", "Time"),
        tag(
            "div",
            [
                button(name, "/control/advance", seconds=seconds)
                for name, seconds in (("One minute on", 60), ("Half an hour on", 1800), ("One day on", 86_400))
            ],
            class_="actions",
        ),
        tag("h2", "Tokens"),
        tag(
            "div",
            button("Access tokens expire now", "/control/tokens", end="access"),
            button("Refresh tokens die, as after 60 days", "/control/tokens", end="refresh", kind="danger"),
            button("Revoke the consent", "/control/tokens", end="all", kind="danger"),
            class_="actions",
        ),
        tag(
            "form",
            tag("label", "Scopes left out of consents ", tag("input", name="withhold", value=" ".join(withheld))),
            tag("button", "Set", class_="plain"),
            method="post",
            action="/control/scopes",
        ),
        tag("h2", "One more organisation"),
        tag(
            "form",
            tag("label", "Name ", tag("input", name="name", value="Second Set of Books")),
            tag("label", " country ", _choice("country", tuple(COUNTRIES))),
            tag("label", " class ", _choice("class", CLASSES_OF_PLAN)),
            tag("button", "Add"),
            method="post",
            action="/control/organisation",
        ),
        tag("h2", "Begin again"),
        tag("p", "Everything the organisations hold is forgotten."),
        tag(
            "div",
            button("Empty the books, keep apps connected", "/control/reset", kind="danger", keep="yes"),
            button("Begin again, apps must reconnect", "/control/reset", kind="danger", keep=""),
            class_="actions",
        ),
        tenant_id=tenant_id,
        here="/control",
    )


def _choice(name: str, values: tuple[str, ...]) -> object:
    return tag("select", [tag("option", value or "any", value=value) for value in values], name=name)

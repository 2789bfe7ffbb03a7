"""Which address shows which page."""

from starlette.routing import Route

from xero_sandbox.server.sandbox import Sandbox


def page_routes(sandbox: Sandbox) -> list[Route]:
    return []

"""Whether a page is usable by everybody, as axe sees it.

To look at colours takes axe longer than all else, and most of what it looks at is the side bar, the same on each page.
"""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that a theme may break; no other looks at a colour."""
SIDE_BAR = ".side"
WHOLE: dict[str, Any] = {"include": [["html"]]}


def faults_of(page: Page, *, side_bar_known: bool = False) -> list[str]:
    """All rules. `side_bar_known`: its colours were looked at on another page."""
    page.evaluate(Axe().axe_script)
    if not side_bar_known:
        return _asked(page, WHOLE, {})
    others = {"rules": {rule: {"enabled": False} for rule in COLOURS}}
    return _asked(page, WHOLE, others) + colours_of(page, side_bar_known=True)


def colours_of(page: Page, *, side_bar_known: bool = False) -> list[str]:
    """Of a page that was looked at already, in another theme."""
    where = WHOLE | {"exclude": [[SIDE_BAR]]} if side_bar_known else WHOLE
    return _asked(page, where, {"runOnly": list(COLOURS)})


def faults_in_both_themes(page: Page) -> list[str]:
    """The whole in light, and the colours once more in dark; the page goes on in light."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    light = faults_of(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    dark = [f"dark: {fault}" for fault in colours_of(page)]
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return light + dark


def _asked(page: Page, where: dict[str, Any], options: dict[str, Any]) -> list[str]:
    found = page.evaluate(
        "([where, options]) => axe.run(where, options).then(all => all.violations)",
        [where, {"resultTypes": ["violations"]} | options],
    )
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]

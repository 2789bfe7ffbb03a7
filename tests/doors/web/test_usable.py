"""What looks at the pages finds what is wrong with one."""

from playwright.sync_api import Page

from tests.doors.web.usable import colours_of, faults_of

PALE_IN_THE_DARK = "<style>@media (prefers-color-scheme: dark) { main { color: #eee; background: #fff } }</style>"
ILL = f"""<html lang="en"><head><title>Ill</title>{PALE_IN_THE_DARK}</head><body>
<nav class="side" style="color: #eee; background: #fff"><p>Pale</p></nav>
<main><h1>Ill</h1><img src="data:,"><p>Read me</p></main></body></html>"""


def rules(faults: list[str]) -> set[str]:
    return {fault.partition(":")[0] for fault in faults}


def test_a_pale_side_bar_and_a_picture_without_words_are_found(page: Page) -> None:
    page.set_content(ILL)

    assert rules(faults_of(page)) == {"image-alt", "color-contrast"}
    assert rules(faults_of(page, side_bar_known=True)) == {"image-alt"}


def test_what_is_pale_in_the_dark_alone_is_found_there(page: Page) -> None:
    page.set_content(ILL)
    light = faults_of(page, side_bar_known=True)

    page.emulate_media(color_scheme="dark")

    assert "color-contrast" not in rules(light)
    assert rules(colours_of(page, side_bar_known=True)) == {"color-contrast"}

"""The browser starts, reaches the site, and is told what a page may load."""

from playwright.sync_api import Page


def test_the_site_answers_a_browser_with_its_policy(page: Page, live_site: str) -> None:
    answer = page.goto(f"{live_site}/no-such-page")

    assert answer is not None
    assert answer.status == 404
    policy = {rule.strip() for rule in answer.headers["content-security-policy"].split(";")}
    assert {"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"} <= policy

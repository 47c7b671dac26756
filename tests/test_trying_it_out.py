"""Swagger UI in a real browser: log in, send a request, see the answer."""

import pytest
from playwright.sync_api import expect

from devstack.browser import chromium, chromium_program
from devstack.demo.api import Api
from devstack.demo.listener import Listener

pytestmark = pytest.mark.skipif(
    chromium_program() is None, reason="Chromium is not installed (Debian: apt install chromium)"
)
_PATIENCE = 30_000  # milliseconds


@pytest.fixture
def listener(live_stack):
    """Somebody with an account, made before a browser runs in this thread."""
    person = Listener(Api(live_stack.base_url), "trier")
    person.sign_up(favorite_genres=["rock"])
    return person


@pytest.fixture
def page(site, listener):
    """Swagger UI."""
    with chromium() as browser:
        page = browser.new_page()
        page.set_default_timeout(_PATIENCE)
        page.goto(f"{site}/api/docs/")
        yield page


def operation(page, name):
    """The block of one operation, opened and ready to be tried."""
    block = page.locator(f"[id$=-{name}]")
    block.locator(".opblock-summary-control").click()
    block.get_by_role("button", name="Try it out").click()
    return block


def execute(block):
    """Status and body of the answer that the page shows."""
    block.get_by_role("button", name="Execute").click()
    row = block.locator(".live-responses-table .response")
    expect(row).to_be_visible(timeout=_PATIENCE)
    status = row.locator(".response-col_status").inner_text().split()[0]
    return status, row.locator(".highlight-code").inner_text()


def test_with_a_token_a_request_is_answered(page, listener):
    token = listener.log_in()["access"]
    page.get_by_role("button", name="Authorize").first.click()
    page.locator("#auth-bearer-value").fill(token)
    page.get_by_role("button", name="Apply credentials").first.click()
    page.get_by_role("button", name="Close").first.click()
    block = operation(page, "users_retrieve")
    block.get_by_placeholder("user_ref").fill("me")
    status, body = execute(block)
    assert status == "200"
    assert listener.username in body


def test_without_a_token_the_error_is_shown(page):
    block = operation(page, "users_retrieve")
    block.get_by_placeholder("user_ref").fill("me")
    status, body = execute(block)
    assert status == "401"
    assert "not_authenticated" in body


def test_a_body_is_filled_in_from_an_example(page):
    block = operation(page, "auth_token_verify_create")
    assert '"token": "token"' in block.locator("textarea").input_value()
    status, body = execute(block)
    assert status == "401"
    assert "token_not_valid" in body

"""What browsers are told to load, and that the pages can live with it."""

import pytest
from playwright.sync_api import expect

from devstack.browser import chromium, chromium_program

in_a_browser = pytest.mark.skipif(
    chromium_program() is None, reason="Chromium is not installed (Debian: apt install chromium)"
)
_PATIENCE = 30_000  # milliseconds
DATA = "default-src 'none'; frame-ancestors 'none'"


def policy(client, path):
    """Directive -> sources."""
    text = client.get(path)["Content-Security-Policy"]
    return {name: set(sources) for name, *sources in map(str.split, text.split(";"))}


@pytest.mark.parametrize("path", ["/api/", "/api/schema/", "/api/users/me/", "/api/nowhere/"])
def test_an_answer_that_is_no_page_may_load_nothing(client, path):
    assert client.get(path)["Content-Security-Policy"] == DATA


@pytest.mark.parametrize("path", ["/api/docs/", "/api/redoc/", "/admin/login/"])
def test_a_page_runs_no_script_but_our_own_files(client, db, path):
    found = policy(client, path)
    assert found["default-src"] == {"'none'"}
    assert found["script-src"] - {"'unsafe-eval'"} == {"'self'"}
    assert found["frame-ancestors"] == found["base-uri"] == {"'none'"}


@pytest.mark.parametrize(("path", "may"), [("/admin/login/", True), ("/api/docs/", False)])
def test_only_the_admin_may_turn_text_into_script(client, db, path, may):
    assert ("'unsafe-eval'" in policy(client, path)["script-src"]) is may


def test_no_source_is_a_foreign_host(client, db):
    for path in ("/api/docs/", "/api/redoc/", "/admin/login/"):
        for sources in policy(client, path).values():
            assert not any("." in source or "*" in source or "//" in source for source in sources)


@pytest.fixture
def page():
    """A page in a browser, and what its console complains of as ``complaints``."""
    with chromium() as browser:
        page = browser.new_page()
        page.set_default_timeout(_PATIENCE)
        page.complaints = []
        page.on("console", lambda said: said.type == "error" and page.complaints.append(said.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        yield page


@in_a_browser
def test_swagger_ui_works(live_server, page):
    page.goto(f"{live_server.url}/api/docs/")
    expect(page.get_by_text("Ask for a link to a new password")).to_be_visible(timeout=_PATIENCE)
    assert page.complaints == []


@in_a_browser
def test_redoc_works_without_its_makers_logo(live_server, page):
    page.goto(f"{live_server.url}/api/redoc/")
    expect(page.get_by_role("heading", name="Music Discovery API").first).to_be_visible(
        timeout=_PATIENCE
    )
    assert [each for each in page.complaints if "https://cdn.redoc.ly" not in each] == []


@in_a_browser
def test_a_script_that_was_smuggled_in_does_not_run(live_server, page):
    page.goto(f"{live_server.url}/api/docs/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img onerror=pwned=1 src=x>')")
    page.evaluate(
        "document.head.append(Object.assign(document.createElement('script'), {text: 'pwned=2'}))"
    )
    page.wait_for_timeout(300)
    assert page.evaluate("window.pwned") is None
    assert len(page.complaints) >= 2

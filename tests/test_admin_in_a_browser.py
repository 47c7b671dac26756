"""The admin as an operator meets it: a real Chromium before the whole running product."""

import contextlib
import re
import secrets
import time
from urllib.parse import urlsplit

import psycopg2
import pytest
from playwright.sync_api import expect

from devstack.browser import chromium, chromium_program
from devstack.demo.api import Api
from devstack.demo.cast import event
from devstack.demo.listener import Listener
from devstack.screenshots.pictures import log_in
from music_discovery_backend.admin_site.dashboard import CACHED_FOR

pytestmark = pytest.mark.skipif(
    chromium_program() is None, reason="Chromium is not installed (Debian: apt install chromium)"
)

_PATIENCE = 15_000  # milliseconds


@pytest.fixture(scope="module")
def account(live_stack):
    """Name and password of an operator."""
    name, password = f"operator-{secrets.token_hex(4)}", secrets.token_urlsafe(12)
    live_stack.manage(
        *("createsuperuser", "--no-input", f"--username={name}", f"--email={name}@example.org"),
        DJANGO_SUPERUSER_PASSWORD=password,
    )
    return name, password


@pytest.fixture(scope="module")
def signed_in(site, account, listener):
    """A browser's session in which the operator has logged in.

    One for the module and none longer: while Playwright runs, Django's ORM refuses to work in
    this thread.
    """
    with chromium() as browser:
        context = browser.new_context()
        context.set_default_timeout(_PATIENCE)
        page = context.new_page()
        log_in(page, site, *account)
        page.close()
        yield context


@pytest.fixture
def page(signed_in, site):
    """An empty page; at the end nothing has gone wrong in it and nobody else was asked."""
    page, complaints, hosts = signed_in.new_page(), [], set()
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    yield page
    page.close()
    assert complaints == []
    assert hosts - {""} == {urlsplit(site).netloc}


@pytest.fixture(scope="module")
def listener(live_stack):
    """Somebody with a list who did three things."""
    person = Listener(Api(live_stack.base_url), "seen")
    person.sign_up(favorite_genres=["rock"])
    person.log_in()
    items = person.recommendations()
    actions = zip(items, ("play", "like", "share"), strict=False)
    person.tell([event(item, action) for item, action in actions], status=200)
    return person


@pytest.fixture(scope="module")
def ask(live_stack):
    """The first cell of what the stack's database answers to a statement."""
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "DB"}
    where = {key: live_stack.environment.get(f"POSTGRES_{name}") for key, name in names.items()}

    def ask(statement, *values):
        with contextlib.closing(psycopg2.connect(**where)) as database:
            cursor = database.cursor()
            cursor.execute(statement, values)
            return cursor.fetchone()[0]

    return ask


def run_action(page, site, person, action):
    """Find the user in the list, tick the row, run the action."""
    page.goto(f"{site}/admin/users/user/?q={person.username}")
    page.locator("input.action-select").last.check()
    page.select_option("select[name=action]", action)
    page.get_by_role("button", name="Run").click()


def assert_logged(page, site, what, about):
    page.goto(f"{site}/admin/admin/logentry/")
    expect(page.locator("#result_list tbody tr", has_text=about).first).to_contain_text(what)


def figure(page, site, card, name):
    """The number on a card of the dashboard."""
    page.goto(f"{site}/admin/")
    return int(page.locator(f"#card-{card} dl div", has_text=name).locator("dd").inner_text())


def agrees_before_long(shown, known):
    """Whether both tell the same within a little more than cards are cached for."""
    deadline = time.monotonic() + CACHED_FOR + 5
    while not (agreed := shown() == known()) and time.monotonic() < deadline:
        time.sleep(0.5)
    return agreed


def test_the_dashboard_shows_the_events_that_the_database_holds(page, site, listener, ask):
    events = """SELECT count(*) FROM analytics_useractivity
        WHERE timestamp >= date_trunc('hour', now()) - interval '23 hours'"""
    assert agrees_before_long(lambda: figure(page, site, "activity", "events"), lambda: ask(events))
    assert ask(events) >= 3


def test_the_dashboard_shows_the_refreshes_that_the_database_holds(page, site, listener, ask):
    ended = "SELECT count(*) FROM recommendations_recommendationlog WHERE status = 'success'"
    assert agrees_before_long(
        lambda: figure(page, site, "refreshes", "succeeded"), lambda: ask(ended)
    )


def test_the_charts_are_drawn_from_the_same_figures(page, site, listener):
    page.goto(f"{site}/admin/")
    drawn = """canvas => Chart.getChart(canvas).data.datasets
        .flatMap(each => each.data).reduce((sum, value) => sum + value, 0)"""
    page.wait_for_function("Chart.getChart(document.querySelector('#card-refreshes canvas'))")
    figures = page.locator("#card-refreshes dd").all_inner_texts()
    assert page.locator("#card-refreshes canvas").evaluate(drawn) == sum(map(int, figures))


def test_a_list_is_filtered(page, site, listener):
    page.goto(f"{site}/admin/analytics/useractivity/?user__id__exact={listener.id}")
    expect(page.locator("#result_list tbody tr")).to_have_count(3)
    page.locator("#changelist a", has_text="Filters").first.click()
    page.select_option("select[name=action__exact]", "like", force=True)
    page.get_by_role("button", name="Apply Filters").click()
    expect(page.locator("#result_list tbody tr")).to_have_count(1)
    expect(page.locator("td.field-action")).to_have_text("Like")


def test_a_user_is_found_by_typing_into_a_filter(page, site, listener):
    page.goto(f"{site}/admin/recommendations/recommendation/")
    page.locator("#changelist a", has_text="Filters").first.click()
    page.locator("#changelist-filter .select2-selection").first.click()
    page.keyboard.type(listener.username)
    page.get_by_role("option", name=listener.username).click()
    page.get_by_role("button", name="Apply Filters").click()
    page.wait_for_url(re.compile(f"user__id__exact={listener.id}"))
    expect(
        page.locator("#result_list tbody tr a", has_text=listener.username).first
    ).to_be_visible()


def test_an_action_is_done_and_stands_in_the_log(page, site, listener, ask):
    refreshes = "SELECT count(*) FROM recommendations_recommendationlog WHERE user_id = %s"
    before = ask(refreshes, listener.id)
    run_action(page, site, listener, "refresh_list")
    expect(page.get_by_text("Refresh the list now: 1 done.")).to_be_visible()
    assert ask(refreshes, listener.id) == before + 1
    assert_logged(page, site, "Refresh the list now", listener.username)


def test_a_user_is_erased_after_a_question(page, site, live_stack, ask):
    leaving = Listener(Api(live_stack.base_url), "leaving")
    leaving.sign_up(favorite_genres=["jazz"])
    run_action(page, site, leaving, "delete_selected")
    expect(page.get_by_text("Are you sure")).to_be_visible()
    assert ask("SELECT count(*) FROM users_user WHERE id = %s", leaving.id) == 1
    page.get_by_role("button", name="Yes").click()
    page.wait_for_url(re.compile("/admin/users/user/"))
    assert ask("SELECT count(*) FROM users_user WHERE id = %s", leaving.id) == 0
    assert_logged(page, site, "user", f"user {leaving.id}")


def test_rows_are_saved_as_csv(page, site, listener):
    page.goto(f"{site}/admin/analytics/useractivity/?user__id__exact={listener.id}")
    page.locator("input.action-select").first.check()
    page.select_option("select[name=action]", "export_csv")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Run").click()
    lines = saved.value.path().read_text().splitlines()
    assert lines[0].startswith("id,user_id,action,track_id")
    assert len(lines) >= 2


def test_a_periodic_task_can_be_edited(page, site, ask):
    page.goto(f"{site}/admin/django_celery_beat/periodictask/?q=purge-expired-tokens")
    page.get_by_role("link", name="purge-expired-tokens").click()
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(re.compile("/periodictask/"))
    described = "SELECT description FROM django_celery_beat_periodictask WHERE name = %s"
    assert ask(described, "purge-expired-tokens").startswith("Edited by hand.")

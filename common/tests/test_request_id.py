"""X-Request-ID: one id per request, in the answer, the error body and the log."""

import logging

import pytest

from common.logs import TraceFilter
from common.trace import current_request_id

pytestmark = pytest.mark.django_db


def ask(api, request_id=None):
    headers = {} if request_id is None else {"HTTP_X_REQUEST_ID": request_id}
    return api.get("/api/nothing/", **headers)


@pytest.mark.parametrize("sent", ["abc", "5f3c-4.2_X", "x" * 64])
def test_an_acceptable_id_is_kept(api, sent):
    assert ask(api, sent)["X-Request-ID"] == sent
    assert ask(api, sent).json()["request_id"] == sent


@pytest.mark.parametrize(
    "sent", [None, "", "x" * 65, "a b", "a\nb", "a\r\nSet-Cookie: x", "é", ";"]
)
def test_another_is_replaced(api, sent):
    given = ask(api, sent)["X-Request-ID"]
    assert given != sent
    assert len(given) == 32


def test_each_request_gets_its_own(api):
    assert ask(api)["X-Request-ID"] != ask(api)["X-Request-ID"]


def test_a_success_carries_it_too(api):
    assert api.get("/api/", HTTP_X_REQUEST_ID="abc")["X-Request-ID"] == "abc"


def test_outside_of_a_request_there_is_none(api):
    ask(api)
    assert current_request_id() == "-"


@pytest.fixture
def lines(caplog):
    """The ids on the log lines written meanwhile."""
    found = []

    class Listener(logging.Handler):
        def emit(self, record):
            found.append(record.request_id)

    listener = Listener(logging.WARNING)
    listener.addFilter(TraceFilter())
    logging.getLogger().addHandler(listener)
    yield found
    logging.getLogger().removeHandler(listener)


def test_a_line_written_while_serving_carries_it(api, lines, settings):
    settings.ROOT_URLCONF = "common.tests.logging_urls"
    api.get("/speak/", HTTP_X_REQUEST_ID="abc")
    assert lines == ["abc"]


def test_djangos_own_line_about_a_failure_carries_it(api, lines):
    ask(api, "abc")
    assert lines == ["abc"]

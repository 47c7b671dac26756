"""docs/errors.md is in step with the code, and the codes come as it says."""

import re

import pytest

from devstack import error_catalogue
from tests import api_document
from tests.provocations import BEYOND_A_REQUEST, PROVOCATIONS

_WRITTEN = error_catalogue.DOCUMENT.read_text()


@pytest.mark.parametrize("provocation", PROVOCATIONS, ids=lambda each: each.code)
def test_a_code_comes_with_its_status_and_shape(live_stack, tokens, provocation):
    answer = provocation.send(live_stack.base_url, tokens)
    body = answer.json()
    if "results" in body:  # the verdict on an entry of a list
        assert body["results"][0]["code"] == provocation.code
        return
    assert (answer.status_code, body["code"]) == (provocation.status, provocation.code)
    assert body.keys() == {"error", "code", "detail", "request_id"}
    assert body["request_id"] == answer.headers["X-Request-ID"]


def test_the_page_is_what_the_classes_say():
    assert error_catalogue.rendered() == _WRITTEN, "run `make errors`"


def test_a_provoked_code_has_the_status_of_the_page():
    listed = {
        (line.status, line.code) for lines in error_catalogue.sections().values() for line in lines
    }
    assert {(each.status, each.code) for each in PROVOCATIONS} <= listed


def test_every_code_is_provoked_or_says_why_not():
    listed = set(re.findall(r"^\| \d+ \| `(\w+)`", _WRITTEN, re.MULTILINE))
    ours = {code for code in listed if not code.startswith(("spotify_", "listenbrainz_"))}
    assert {each.code for each in PROVOCATIONS} | BEYOND_A_REQUEST.keys() == ours


def test_the_api_documentation_names_only_codes_that_exist():
    listed = set(re.findall(r"^\| (\d+) \| `(\w+)`", _WRITTEN, re.MULTILINE))
    rows = re.findall(r"^\| (\d{3}) \| (`.+?`) \|", api_document.DOCUMENT.read_text(), re.MULTILINE)
    named = {(status, code) for status, codes in rows for code in re.findall(r"\w+", codes)}
    assert named <= listed

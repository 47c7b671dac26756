"""Whatever the OpenAPI document allows, and much that it does not, is answered as it says."""

import pytest
import requests

from devstack.demo.api import Api
from devstack.demo.listener import Listener
from tests import api_document
from tests.fuzzing import fuzz


@pytest.fixture
def access(live_stack):
    """The access token of a listener of this test's own."""
    listener = Listener(Api(live_stack.base_url), "fuzz")
    listener.sign_up(favorite_genres=["rock"])
    return listener.log_in()["access"]


@pytest.fixture(scope="module")
def staff_access(live_stack):
    """The access token of an operator."""
    given = api_document.make_staff(live_stack, "fuzz-staff")
    account = {"username": given["STAFF"], "password": given["STAFF_PASSWORD"]}
    url = f"{live_stack.base_url}/api/auth/token/"
    return requests.post(url, json=account, timeout=30).json()["access"]


def test_a_listeners_requests_are_answered_as_documented(live_stack, access, tmp_path):
    done = fuzz(live_stack.base_url, access, tmp_path, "--exclude-method", "DELETE", cases=12)
    assert done.passed, done.report
    assert done.cases > 1000


def test_an_operators_reads_are_answered_as_documented(live_stack, staff_access, tmp_path):
    done = fuzz(live_stack.base_url, staff_access, tmp_path, "--include-method", "GET", cases=12)
    assert done.passed, done.report


def test_whatever_follows_from_an_answer_is_answered_as_documented(
    live_stack, staff_access, tmp_path
):
    where = (live_stack.base_url, staff_access, tmp_path)
    done = fuzz(*where, "--max-time", "25", phases="stateful", cases=12)
    assert done.passed, done.report
    assert done.links >= 5, done.report


def test_erasures_are_answered_as_documented(live_stack, access, tmp_path):
    done = fuzz(live_stack.base_url, access, tmp_path, "--include-method", "DELETE", cases=12)
    assert done.passed, done.report

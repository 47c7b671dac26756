"""The Postman collection runs without a failure, and holds what there is."""

import json

import pytest

from tests import api_document, routes
from tests.postman import collection

ENTRIES = list(collection.entries())
COVERED = {collection.operation(entry) for entry in ENTRIES if entry.folder != collection.NOT_THERE}


@pytest.fixture(scope="module")
def staff(live_stack):
    """The staff account and the service key that the collection is given."""
    account = ("--username=postman-staff", "--email=postman-staff@example.org")
    password = {"DJANGO_SUPERUSER_PASSWORD": "staff horse battery"}
    live_stack.manage("createsuperuser", "--no-input", *account, **password)
    key = live_stack.manage("create_service_key", "postman", "--scope", "activity:write").strip()
    given = {"staff": "postman-staff", "staffPassword": "staff horse battery"}
    return given | {"serviceKey": key}


def test_two_runs_on_the_same_database_have_no_failure(live_stack, staff, tmp_path):
    for number in ("first", "second"):
        run = collection.run(live_stack.base_url, tmp_path / f"{number}.json", **staff)
        assert run.failures == []
        assert run.requests >= len(ENTRIES)
        assert run.assertions >= 3 * len(ENTRIES)


def test_a_failure_is_seen(live_stack, tmp_path):
    given = {"staff": "nobody", "staffPassword": "wrong"}
    run = collection.run(live_stack.base_url, tmp_path / "report.json", **given)
    assert any(failure.startswith("Log in as staff: answers 200") for failure in run.failures)


def test_every_endpoint_is_in_the_collection_and_nothing_else():
    assert routes.operations() == COVERED


def test_collection_and_documentation_hold_the_same_endpoints():
    assert api_document.operations(api_document.DOCUMENT.read_text()) == COVERED


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_a_request_asserts_its_status_and_more(entry):
    assert entry.tests.count("pm.test(") >= 2


def test_every_request_has_a_name_of_its_own():
    assert len({entry.name for entry in ENTRIES}) == len(ENTRIES)


def test_every_variable_is_declared():
    declared = {variable["key"] for variable in collection.collection()["variable"]}
    assert collection.variables_used() <= declared


def test_the_lock_file_names_no_registry():
    lock = json.loads((collection.FOLDER / "package-lock.json").read_text())
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []

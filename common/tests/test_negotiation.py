"""``?format=``: known forms only, and without a meaning where there is one form."""

import pytest

pytestmark = pytest.mark.django_db


def test_an_unknown_format_of_a_report_is_a_bad_request(client_of, owner):
    answer = client_of(owner).get("/api/analytics/trends/?format=xml")
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_format")
    assert answer.json()["detail"] == {"format": ["format is one of json, csv."]}


def test_a_format_means_nothing_where_there_is_only_json(client_of, owner):
    assert client_of(owner).get("/api/users/me/?format=xml").status_code == 200

"""Reports as CSV."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(client_of):
    def get(user, name):
        return client_of(user).get(f"/api/analytics/{name}/?format=csv")

    return get


def lines(answer):
    return b"".join(answer.streaming_content).decode().splitlines()


@pytest.mark.parametrize("name", ["summary", "trends", "timeseries", "recommendations"])
def test_staff_get_tables(owner, staff, happened, table, name):
    happened(owner, "play", "t1")
    answer = table(staff, name)
    assert answer.status_code == 200
    assert answer.streaming
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    lines(answer)


def test_a_table_begins_with_its_columns(owner, staff, happened, table):
    happened(owner, "play", "t1")
    head, row = lines(table(staff, "summary"))
    assert head == "user_id,email,activity_count"
    assert row == f"{owner.pk},owner@example.org,1"


def test_others_do_not(owner, table):
    answer = table(owner, "trends")
    assert answer.status_code == 403
    assert answer.json()["code"] == "staff_only"


def test_a_name_that_is_a_formula_is_not_run(owner, staff, happened, table):
    happened(owner, "play", "t1", artist="=HYPERLINK()")
    assert "'=HYPERLINK()" in "\n".join(lines(table(staff, "trends")))


def test_other_formats_are_refused(staff, client_of):
    assert client_of(staff).get("/api/analytics/trends/?format=xml").status_code == 400

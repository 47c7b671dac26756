"""CSV from the admin: any number of rows, and none of them a formula."""

import csv
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group

from common.admin import csv_answer
from common.csv_lines import defused


def lines_of(answer):
    text = b"".join(answer.streaming_content).decode()
    return list(csv.reader(text.splitlines()))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])  # noqa: RUF001 - meant
def test_text_that_a_spreadsheet_would_calculate_is_quoted(start):
    assert defused(f"{start}cmd|' /C calc'!A0").startswith(f"'{start}")


@pytest.mark.parametrize("value", [-3, 2.5, True, None, "a-b", "", "'=1"])
def test_what_is_no_formula_stays_as_it_is(value):
    assert defused(value) == value


def test_lists_objects_and_moments_become_text():
    assert defused(["=1"]) == '["=1"]'
    assert defused({"a": None}) == '{"a": null}'
    assert defused(datetime(2026, 1, 2, tzinfo=UTC)) == "2026-01-02T00:00:00+00:00"


@pytest.mark.django_db
def test_every_row_comes_once_however_they_fall_into_batches(monkeypatch):
    monkeypatch.setattr("common.admin.export._BATCH", 3)
    Group.objects.bulk_create(Group(name=f"group {number}") for number in range(7))
    header, *rows = lines_of(csv_answer(Group.objects.all(), ["id", "name"], name="groups"))
    assert header == ["id", "name"]
    assert [name for _, name in rows] == [f"group {number}" for number in reversed(range(7))]


@pytest.mark.django_db
def test_nothing_is_read_before_it_is_sent(django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = csv_answer(Group.objects.all(), ["name"], name="groups")
    with django_assert_num_queries(1):
        assert lines_of(answer) == [["name"]]

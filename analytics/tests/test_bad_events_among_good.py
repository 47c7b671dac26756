"""POST /api/analytics/activity/: what no body may hold spoils its own event, not the batch."""

import json

import pytest

from analytics.models import UserActivity
from common.strict_json import MAX_DEPTH

pytestmark = pytest.mark.django_db

GOOD = {"track_id": "t1", "track_name": "Feeling Good", "artist_name": "Nina Simone"}


def written(value, field="metadata"):
    """An event as JSON whose field holds the value, which is given as JSON, too."""
    return json.dumps({**GOOD, "action": "play", field: "?"}).replace('"?"', value)


def deep(levels):
    return "[" * levels + "]" * levels


BAD = {
    "NUL in a text": (written(r'"a\u0000b"', "track_name"), "bad_text", "track_name"),
    "NUL far down": (written(r'{"a": [{"b": "\u0000"}]}'), "bad_text", "metadata"),
    "NUL in a name": (written(r'{"a\u0000": 1}'), "bad_text", "metadata"),
    "half a pair": (written(r'"\ud83d"', "artist_name"), "bad_text", "artist_name"),
    "half a pair elsewhere": (written(r'"\udc00"', "mood"), "bad_text", "mood"),
    "a field's name": (r'{"\ud800": 1}', "bad_text", "non_field_errors"),
    "NaN": (written('{"x": NaN}'), "bad_number", "metadata"),
    "Infinity": (written("-Infinity", "ms_played"), "bad_number", "ms_played"),
    "a number too large": (written('{"x": [1e999]}'), "bad_number", "metadata"),
    "an integer too long": (written("-" + "9" * 5000, "ms_played"), "bad_number", "ms_played"),
    "too deep": (written(f'{{"x": {deep(MAX_DEPTH - 1)}}}'), "too_deep", "metadata"),
    "far too deep": (written(f'{{"x": {deep(100_000)}}}'), "too_deep", "non_field_errors"),
    "deep, with brackets in texts": (
        written(r'{"]\"}": ["\\", ' + deep(5_000) + "]}"),
        "too_deep",
        "non_field_errors",
    ),
    "no event at all": ("1e999", "bad_number", "non_field_errors"),
}


@pytest.fixture
def post(owner, client_of):
    def send(body):
        path = "/api/analytics/activity/"
        return client_of(owner).generic("POST", path, body, content_type="application/json")

    return send


def batch(*events):
    return "[" + ", ".join(events) + "]"


@pytest.mark.parametrize("what", BAD)
def test_its_neighbours_are_stored(post, event, what):
    bad, code, field = BAD[what]
    answer = post(batch(json.dumps(event()), bad, json.dumps(event(track_name="Ж🎵")), bad))
    assert answer.status_code == 200
    body = answer.json()
    assert [line["status"] for line in body["results"]] == ["accepted", "rejected"] * 2
    rejected = body["results"][1]
    assert (rejected["index"], rejected["code"]) == (1, code)
    assert list(rejected["detail"]) == [field]
    assert set(UserActivity.objects.values_list("track_name", flat=True)) == {"Feeling Good", "Ж🎵"}


@pytest.mark.parametrize("what", BAD)
def test_alone_it_is_refused(post, what):
    answer = post(BAD[what][0])
    assert (answer.status_code, answer.json()["code"]) == (400, "parse_error")


def test_an_event_in_a_list_may_be_as_deep_as_alone(post):
    deepest = written(f'{{"x": {deep(MAX_DEPTH - 2)}}}')
    assert post(deepest).status_code == 201
    body = post(batch(deepest, written("NaN"))).json()
    assert [line["status"] for line in body["results"]] == ["accepted", "rejected"]


@pytest.mark.parametrize(
    "body",
    [
        '[{"a": NaN}',
        '[{"a": NaN},]',
        '[{"a": NaN} {}]',
        '[{"a": NaN}] []',
        '[{"a": NaN}, {"b": ]',
        "[" * 100_000,
        "[" * 5_000 + '"' + r"\"" * 100_000,
        '[{"a": NaN}, {"x": ' + "[" * 5_000 + '"]}]',
    ],
    ids=["cut off", "comma", "no comma", "two", "broken", "brackets", "quotes", "open text"],
)
def test_what_is_no_json_is_refused_as_a_whole(post, event, body):
    answer = post(body)
    assert (answer.status_code, answer.json()["code"]) == (400, "parse_error")


def test_there_are_no_more_bad_events_in_a_list_than_good_ones(post):
    answer = post(batch(*["NaN"] * 1001))
    assert (answer.status_code, answer.json()["code"]) == (413, "batch_too_large")

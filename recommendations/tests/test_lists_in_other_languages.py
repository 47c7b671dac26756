"""A list says its reasons in the reader's language; what is kept stays in one."""

import pytest

pytestmark = pytest.mark.django_db(transaction=True)

PATH = "/api/recommendations/me/"


@pytest.fixture
def client(standin, owner, client_of):
    """The owner's client, for whom a list is on the shelf."""
    made = client_of(owner)
    made.get(PATH)
    return made


def texts(answer):
    return {item["reason"]["text"] for item in answer.json()["recommendations"]}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de-AT,de;q=0.9,en;q=0.5", "Weil Ihnen rock gefällt"),
        ("fr", "Parce que vous aimez rock"),
        ("es-MX", "Porque le gusta rock"),
        ("hi", "क्योंकि आपको rock पसंद है"),
    ],
)
def test_reasons_are_in_the_readers_language(client, language, text):
    answer = client.get(PATH, HTTP_ACCEPT_LANGUAGE=language)
    assert text in texts(answer)
    assert answer["Content-Language"] == language[:2]
    assert "Accept-Language" in answer["Vary"]


@pytest.mark.parametrize(
    "language", ["pt, ja;q=0.8", "*", "en-GB,de;q=0.9", "no language; at, all"]
)
def test_a_reader_of_none_of_ours_gets_english(client, language):
    assert "Because you like rock" in texts(client.get(PATH, HTTP_ACCEPT_LANGUAGE=language))


def test_a_list_first_made_for_a_german_is_english_for_others(standin, owner, client_of):
    client = client_of(owner)
    assert "Weil Ihnen rock gefällt" in texts(client.get(PATH, HTTP_ACCEPT_LANGUAGE="de"))
    assert "Because you like rock" in texts(client.get(PATH))


def test_a_tag_stands_for_one_language(client):
    german = client.get(PATH, HTTP_ACCEPT_LANGUAGE="de")["ETag"]
    assert client.get(PATH, HTTP_IF_NONE_MATCH=german).status_code == 200
    again = client.get(PATH, HTTP_IF_NONE_MATCH=german, HTTP_ACCEPT_LANGUAGE="de")
    assert again.status_code == 304


def test_what_is_popular_is_said_so_in_the_readers_language(client):
    answer = client.get("/api/recommendations/popular/", HTTP_ACCEPT_LANGUAGE="de")
    assert answer.status_code == 200
    assert texts(answer) <= {"Beliebt bei Hörern hier", "Etwas zum Entdecken"}

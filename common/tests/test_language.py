"""The language of sentences: chosen for one answer, and found again for stored ones."""

import pytest
from django.utils import translation

from common.errors import UpstreamUnavailable
from common.language import said_anew

KNOWN = "There is nothing to recommend yet. Try again shortly."
NUMBERED = "Spotify has a fault (503)."


def test_a_stored_sentence_is_said_in_the_language_that_is_asked_for():
    with translation.override("de"):
        assert said_anew(KNOWN, "other").startswith("Es gibt noch nichts zu empfehlen")


def test_one_that_no_catalogue_has_becomes_the_general_one():
    with translation.override("fr"):
        said = said_anew(NUMBERED, UpstreamUnavailable.sentence)
    assert said.startswith("Un service nécessaire est indisponible")


def test_in_english_it_stays_as_it_was_stored():
    assert said_anew(NUMBERED, "other") == NUMBERED


@pytest.mark.django_db
def test_one_answers_language_is_not_the_next_ones(api):
    assert api.get("/api/users/me/", HTTP_ACCEPT_LANGUAGE="es")["Content-Language"] == "es"
    assert translation.get_language() == "en"
    assert "credentials" in api.get("/api/users/me/").json()["error"]

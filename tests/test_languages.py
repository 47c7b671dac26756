"""Sentences come in the caller's language, all of them; codes do not change."""

import re
from dataclasses import replace

import pytest
from django.utils.functional import Promise

from devstack import error_catalogue, messages
from tests.provocations import PROVOCATIONS

_DEVANAGARI = re.compile("[\u0900-\u097f]")
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%d|\{\w+(?::\w+)?\}")
# Operators and logs read these; callers are told that an upstream is unavailable.
_UPSTREAM = ("spotify.", "listenbrainz.")
# Counting anew, training and the admin are an operator's work.
_OPERATORS = (
    "analytics.rollups",
    "recommendations.experiments",
    "recommendations.learning",
    "recommendations.operating",
    "recommendations.similarity",
)

every_language = pytest.mark.parametrize("language", messages.LANGUAGES)


def _sentences(body):
    """All that a person would read in an error's body."""
    if isinstance(body, str):
        yield body
    elif isinstance(body, list):
        for each in body:
            yield from _sentences(each)
    elif isinstance(body, dict):
        for name, each in body.items():
            if name not in {"code", "request_id", "status", "event_id"}:
                yield from _sentences(each)


@every_language
def test_the_catalogue_is_in_step_with_the_code(language):
    text = messages.as_text(messages.updated(language))
    assert text == messages.path(language).read_bytes(), "run `make messages`"


@every_language
def test_no_sentence_lacks_a_translation(language):
    catalog = messages.catalog_of(language)
    assert [message.id for message in catalog if message.id and not message.string] == []


@every_language
def test_a_translation_names_what_the_sentence_names(language):
    for message in messages.catalog_of(language):
        if isinstance(message.id, str) and message.id:
            wanted = sorted(_PLACEHOLDER.findall(message.id))
            assert sorted(_PLACEHOLDER.findall(message.string)) == wanted, message.id


@every_language
def test_the_compiled_catalogue_is_the_text(language):
    compiled = messages.compiled(messages.catalog_of(language))
    assert compiled == messages.path(language).with_suffix(".mo").read_bytes()


def test_every_error_that_a_caller_meets_can_be_translated():
    known = {message.id for message in messages.said()}
    for error in error_catalogue.errors():
        if not error.__module__.startswith(_UPSTREAM + _OPERATORS):
            assert isinstance(error.sentence, Promise) or error.sentence in known, error


@pytest.mark.parametrize("provocation", PROVOCATIONS, ids=lambda each: each.code)
def test_a_refusal_has_no_english_sentence(live_stack, tokens, provocation):
    headers = provocation.options.get("headers", {}) | {"Accept-Language": "hi"}
    asked = replace(provocation, options=provocation.options | {"headers": headers})
    body = asked.send(live_stack.base_url, tokens).json()
    assert [text for text in _sentences(body) if not _DEVANAGARI.search(text)] == []

"""API_DOCUMENTATION.md: every block runs and answers as shown; every endpoint is there."""

import json
import re

import pytest

from tests import api_document, routes

TEXT = api_document.DOCUMENT.read_text()
BLOCKS = api_document.blocks(TEXT)
PROMISING = [number for number, block in enumerate(BLOCKS) if block.status]


@pytest.fixture(scope="module")
def outcomes(live_stack, tmp_path_factory):
    """What every block did, run in order in one shell."""
    environment = api_document.make_staff(live_stack) | api_document.make_service_key(live_stack)
    return list(api_document.run(BLOCKS, environment, tmp_path_factory.mktemp("blocks")))


def test_every_route_is_documented_and_every_documented_route_exists():
    assert api_document.operations(TEXT) == routes.operations()


def test_every_endpoint_shows_a_block_and_its_status():
    sections = re.split(r"^### ", TEXT, flags=re.MULTILINE)[1:]
    assert [
        section.splitlines()[0]
        for section in sections
        if not any(block.status for block in api_document.blocks(section))
    ] == []


@pytest.mark.parametrize("number", PROMISING)
def test_a_block_answers_with_the_status_it_shows(outcomes, number):
    assert outcomes[number].status == BLOCKS[number].status, outcomes[number].printed


@pytest.mark.parametrize("number", [each for each in PROMISING if BLOCKS[each].answer])
def test_a_block_answers_with_the_fields_it_shows(outcomes, number):
    documented = json.loads(BLOCKS[number].answer)
    assert api_document.same_shape(documented, json.loads(outcomes[number].printed))

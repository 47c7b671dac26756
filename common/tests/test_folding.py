"""When two names are the same."""

import sys

import pytest

from common.folding import fold

SAME = [
    ("…And You Will Know Us", "...AND  you will know us"),
    ("Beyonce\u0301", "BEYONCÉ"),
    ("\uff21\uff22\uff22\uff21", "abba"),  # letters of full width
    ("Straße", "STRASSE"),
    (" The\u00a0Band ", "the band"),
]
DIFFERENT = [("Beyonce", "Beyoncé"), ("The Band", "Band"), ("AC/DC", "ACDC")]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_how_a_name_is_written_makes_no_difference(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_names_stay_other_names(one, other):
    assert fold(one) != fold(other)


def test_folding_again_or_after_casefolding_changes_nothing():
    surrogates = range(0xD800, 0xE000)
    for point in set(range(sys.maxunicode + 1)).difference(surrogates):
        letter = chr(point)
        assert fold(fold(letter)) == fold(letter.casefold()) == fold(letter)

"""What ListenBrainz is asked, and what its answers become."""

import subprocess
import sys

import pytest

from listenbrainz.config import SIMILAR_ARTISTS, ListenBrainzConfig
from listenbrainz.errors import Unreadable
from listenbrainz.payloads import first_artist_mbid, similar_artists, similar_tags
from listenbrainz.standin.scenes import mbid_of


def test_an_artist_is_recognised_by_a_track(client, standin):
    assert client.artist_mbid("AC/DC", "Let There Be Rock") == mbid_of("AC/DC")
    query = standin.calls[0].query
    assert query == {"artist_name": "AC/DC", "recording_name": "Let There Be Rock"}


def test_an_artist_whom_listenbrainz_does_not_know_has_no_id(client):
    assert client.artist_mbid("Nobody at all", "Silence") is None


def test_similar_artists_come_best_first(client, standin):
    found = client.similar_artists(mbid_of("AC/DC"))
    assert [each.name for each in found][:2] == ["Led Zeppelin", "Deep Purple"]
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    assert standin.calls[0].query["algorithm"] == SIMILAR_ARTISTS


def test_an_artist_without_similar_ones_gives_none(client):
    assert client.similar_artists(mbid_of("Nobody at all")) == ()


def test_tags_that_go_together_come_most_often_first(client):
    assert [each.tag for each in client.similar_tags("rock")][:2] == ["1970s", "metal"]


def test_a_404_is_an_answer_and_says_that_nothing_is_known(client_for, standin):
    client = client_for(standin, labs_url=f"{standin.site}/moved")
    assert client.similar_tags("rock") == ()


def test_rows_without_what_is_needed_are_left_out():
    rows = [None, {"name": 7}, {"artist_mbid": "a", "name": "A", "score": None}, []]
    assert [each.name for each in similar_artists(rows)] == ["A"]
    assert similar_tags([{"similar_tag": None, "count": 3}]) == ()
    assert first_artist_mbid({"artist_mbids": None}) is None


@pytest.mark.parametrize("read", [similar_artists, similar_tags, first_artist_mbid])
def test_an_answer_of_another_shape_is_unreadable(read):
    with pytest.raises(Unreadable):
        read("maintenance")


def test_we_say_who_calls(client_for, standin):
    client_for(standin, contact="ops@example.org").similar_tags("rock")
    client_for(standin).similar_tags("rock")
    assert [call.user_agent for call in standin.calls] == [
        "MusicDiscoveryBackend/1.0 ( ops@example.org )",
        "MusicDiscoveryBackend/1.0",
    ]


def test_a_budget_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at least 1 call"):
        ListenBrainzConfig(daily_budget=0)


def test_the_stand_in_runs_as_a_program_of_its_own():
    command = [sys.executable, "-m", "listenbrainz.standin"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout.readline().startswith("ListenBrainz stand-in at http://127.0.0.1:")
        program.terminate()
        assert program.wait(10) == 0

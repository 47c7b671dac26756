"""manage.py import_history: what listeners bring along from elsewhere."""

import io
import json
import tracemalloc

import pytest
from django.core.management import CommandError, call_command

from analytics import services
from analytics.history.errors import BadFile, UnknownFormat
from analytics.models import UserActivity

pytestmark = pytest.mark.django_db

YEAR = {
    "endTime": "2024-05-01 10:11",
    "artistName": "Nina Simone",
    "trackName": "Feeling Good",
    "msPlayed": 173_000,
}
ALL_TIME = {
    "ts": "2019-05-01T10:11:12Z",
    "ms_played": 173_000,
    "master_metadata_track_name": "Feeling Good",
    "master_metadata_album_artist_name": "Nina Simone",
    "spotify_track_uri": "spotify:track:6Rqn2GFlmvmV4w9Ala0I1e",
    "reason_end": "trackdone",
    "incognito_mode": False,
}
LISTEN = {
    "listened_at": 1_556_705_472,
    "track_metadata": {
        "track_name": "Feeling Good",
        "artist_name": "Nina Simone",
        "additional_info": {"duration_ms": 174_000},
    },
}
LASTFM = "Nina Simone,I Put a Spell on You,Feeling Good,01 May 2019 10:11\n"
LASTFM_HEADER = "uts,utc_time,artist,track\n1556705472,x,Nina Simone,Feeling Good\n"

FILES = {
    "spotify, a year": json.dumps([YEAR]),
    "spotify, all time": json.dumps([ALL_TIME]),
    "listenbrainz": json.dumps(LISTEN) + "\n",
    "last.fm": LASTFM,
    "last.fm with header": LASTFM_HEADER,
}


def take(text, user):
    return services.import_history(io.StringIO(text), user.pk)


@pytest.mark.parametrize("name", FILES)
def test_each_export_is_understood(owner, name):
    report = take(FILES[name], owner)
    assert (report.read, report.stored, report.rejected.total()) == (1, 1, 0)
    event = UserActivity.objects.get()
    assert (event.track_name, event.artist_name) == ("Feeling Good", "Nina Simone")
    assert event.timestamp.year in (2019, 2024)
    assert event.action == "play"


@pytest.mark.parametrize("name", FILES)
def test_importing_twice_adds_nothing(owner, name):
    take(FILES[name], owner)
    again = take(FILES[name], owner)
    assert (again.read, again.stored, again.duplicate) == (1, 0, 1)


def test_spotifys_own_id_is_kept(owner):
    take(FILES["spotify, all time"], owner)
    assert UserActivity.objects.get().track_id == "6Rqn2GFlmvmV4w9Ala0I1e"


def test_private_sessions_are_left_out(owner):
    report = take(json.dumps([ALL_TIME | {"incognito_mode": True}]), owner)
    assert report.rejected == {"private_session": 1}
    assert not UserActivity.objects.exists()


def test_what_was_skipped_at_once_is_a_skip(owner):
    take(json.dumps([ALL_TIME | {"ms_played": 3_000, "reason_end": "fwdbtn"}]), owner)
    assert UserActivity.objects.get().action == "skip"


def test_every_row_is_accounted_for(owner):
    podcast = ALL_TIME | {"master_metadata_track_name": None}
    broken = {"master_metadata_track_name": "x", "master_metadata_album_artist_name": "y"}
    ancient = ALL_TIME | {"ts": "1970-01-01T00:00:00Z"}
    report = take(json.dumps([ALL_TIME, ALL_TIME, podcast, broken, ancient, 7]), owner)
    assert report.read == 6
    assert (report.stored, report.duplicate) == (1, 1)
    assert report.rejected == {"not_a_track": 1, "bad_row": 2, "timestamp_too_old": 1}


@pytest.mark.parametrize("text", ["", "[]", "{}", '[{"a": 1}]', "one line\n"])
def test_other_files_are_refused(owner, text):
    with pytest.raises(UnknownFormat):
        take(text, owner)


def test_a_file_that_breaks_off_keeps_what_came_before(owner):
    rows = [ALL_TIME | {"ms_played": number} for number in range(1500)]
    with pytest.raises(BadFile):
        take(json.dumps(rows)[:-20], owner)
    assert UserActivity.objects.count() == 1000


def test_memory_does_not_grow_with_the_file(owner):
    def peak(rows):
        text = io.StringIO(json.dumps([ALL_TIME | {"ms_played": n} for n in range(rows)]))
        tracemalloc.start()
        services.import_history(text, owner.pk)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(4000) < 1.5 * peak(2000)


def test_the_command_says_what_became_of_the_rows(owner, tmp_path, capsys):
    file = tmp_path / "StreamingHistory0.json"
    file.write_text(json.dumps([YEAR, YEAR]))
    call_command("import_history", str(file), "--user", str(owner.pk))
    assert "read 2 = stored 1 + duplicate 1 + rejected 0" in capsys.readouterr().out


@pytest.mark.parametrize(("more", "drawn"), [([], True), (["--no-progress"], False)])
def test_the_command_draws_a_bar_in_a_terminal(owner, tmp_path, more, drawn):
    file, screen = tmp_path / "StreamingHistory0.json", io.StringIO()
    file.write_text(json.dumps([YEAR]))
    screen.isatty = lambda: True
    call_command("import_history", str(file), "--user", str(owner.pk), *more, stderr=screen)
    assert ("1 rows" in screen.getvalue()) == drawn


def test_the_command_draws_none_elsewhere(owner, tmp_path, capsys):
    file = tmp_path / "StreamingHistory0.json"
    file.write_text(json.dumps([YEAR]))
    call_command("import_history", str(file), "--user", str(owner.pk))
    assert capsys.readouterr().err == ""


def test_the_command_refuses_an_unknown_user_or_file(owner, tmp_path):
    for user, file in [(10**9, tmp_path), (owner.pk, tmp_path / "missing.json")]:
        with pytest.raises(CommandError):
            call_command("import_history", str(file), "--user", str(user))

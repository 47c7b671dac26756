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
# What their API answers, too; members that are of no use come on both sides of the listens.
ANSWER = {"payload": {"count": 1, "user_id": "ada", "listens": [LISTEN], "oldest": 1}, "ok": [{}]}
LASTFM = "Nina Simone,I Put a Spell on You,Feeling Good,01 May 2019 10:11\n"
LASTFM_HEADER = "uts,utc_time,artist,track\n1556705472,x,Nina Simone,Feeling Good\n"

FILES = {
    "spotify, a year": json.dumps([YEAR]),
    "spotify, all time": json.dumps([ALL_TIME]),
    "listenbrainz": json.dumps(LISTEN) + "\n",
    "listenbrainz, an answer": json.dumps(ANSWER),
    "listenbrainz, an answer by lines": json.dumps(ANSWER, indent=1),
    "last.fm": LASTFM,
    "last.fm, ISO 8601": LASTFM.replace("01 May 2019 10:11", "2019-05-01T10:11:00Z"),
    "last.fm, ISO 8601 without a zone": LASTFM.replace("01 May 2019 10:11", "2019-05-01 10:11"),
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
@pytest.mark.parametrize("before", ["\ufeff", "\n", " \r\n\t", "\ufeff\n ", "\n" * 5000])
def test_what_stands_before_the_beginning_does_not_matter(owner, name, before):
    report = take(before + FILES[name], owner)
    assert (report.read, report.stored) == (1, 1)
    assert UserActivity.objects.get().artist_name == "Nina Simone"


def test_the_same_play_is_the_same_however_last_fm_dates_it(owner):
    for name in ("last.fm", "last.fm, ISO 8601", "last.fm, ISO 8601 without a zone"):
        take(FILES[name], owner)
    assert UserActivity.objects.count() == 1


def test_answers_of_listenbrainz_may_follow_each_other(owner):
    later = LISTEN | {"listened_at": LISTEN["listened_at"] + 300}
    second = {"payload": {"listens": [later], "count": 1}}
    report = take(json.dumps(ANSWER) + "\n" + json.dumps(second), owner)
    assert (report.read, report.stored) == (2, 2)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("174000", 174_000),
        (174_000.5, 174_000),
        ("3:54", None),
        ([], None),
        (-1, None),
        (1e99, None),
    ],
)
def test_a_duration_that_is_no_number_loses_the_field_and_not_the_row(owner, given, kept):
    track = LISTEN["track_metadata"] | {"additional_info": {"duration_ms": given}}
    assert take(json.dumps(LISTEN | {"track_metadata": track}), owner).stored == 1
    assert UserActivity.objects.get().duration_ms == kept


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
    seen = []
    with pytest.raises(BadFile):
        text = io.StringIO(json.dumps(rows)[:-20])
        services.import_history(text, owner.pk, lambda report: seen.append(report.stored))
    assert UserActivity.objects.count() == 1499
    assert seen == [1000, 1499]


DEEP = "[" * 100_000 + "]" * 100_000
BREAKING = {
    "a line without end": (LASTFM, "x" * 200_000 + ",a,b,c\n"),
    "deep": (json.dumps([ALL_TIME])[:-1], f', {{"x": {DEEP}}}]'),
    "no JSON": (json.dumps([ALL_TIME])[:-1], ", {'ts': 1}]"),
    "an answer that breaks off": (json.dumps(ANSWER)[:-20], ""),
    "an answer that is none": (json.dumps(ANSWER)[:-20], ' "x" "y"}}'),
}


@pytest.mark.parametrize("what", BREAKING)
def test_whatever_breaks_a_file_is_said_and_keeps_what_came_before(owner, what):
    with pytest.raises(BadFile):
        take("".join(BREAKING[what]), owner)
    assert UserActivity.objects.count() == 1


@pytest.mark.parametrize(
    "text", ["x" * 200_000, '{"x": ' + DEEP, '{"payload": {"x": ' + DEEP, '{"payload": {']
)
def test_a_file_may_break_at_its_beginning(owner, text):
    with pytest.raises(BadFile):
        take(text, owner)


def test_a_row_that_is_too_deep_to_be_told_is_a_bad_row(owner):
    odd = ALL_TIME | {"reason_end": json.loads("[" * 900 + "]" * 900)}
    assert take(json.dumps([odd, ALL_TIME]), owner).stored >= 1


def as_array(rows):
    return json.dumps(rows)


def as_answer(rows):
    return json.dumps({"payload": {"count": len(rows), "listens": rows}})


@pytest.mark.parametrize(("row", "written"), [(ALL_TIME, as_array), (LISTEN, as_answer)])
def test_memory_does_not_grow_with_the_file(owner, row, written):
    def peak(rows):
        numbers = range(LISTEN["listened_at"], LISTEN["listened_at"] + rows)
        listened = [row | {"listened_at": n, "ms_played": n} for n in numbers]
        text = io.StringIO(written(listened))
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


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04\x14\x00\xff\xfe", b"\x00\xff" * 99, b"x" * 200_000]
)
def test_the_command_refuses_what_is_no_text_or_no_export(owner, tmp_path, content):
    file = tmp_path / "my_spotify_data.zip"
    file.write_bytes(content)
    with pytest.raises(CommandError):
        call_command("import_history", str(file), "--user", str(owner.pk))


def test_the_command_refuses_an_unknown_user_or_file(owner, tmp_path):
    for user, file in [(10**9, tmp_path), (owner.pk, tmp_path / "missing.json")]:
        with pytest.raises(CommandError):
            call_command("import_history", str(file), "--user", str(user))

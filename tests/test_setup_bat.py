"""setup.bat, which nothing here can run, against setup.sh and against what cmd.exe needs."""

import re
import subprocess

import pytest

from tests.settings_source import PROJECT

_RAW = (PROJECT / "setup.bat").read_bytes()
_BAT = _RAW.decode("ascii").replace("\r\n", "\n")
_SH = (PROJECT / "setup.sh").read_text()
_LINES = [line.strip() for line in _BAT.splitlines() if not line.startswith("rem ")]
_LABELS = [line[1:] for line in _LINES if line.startswith(":")]
_CALLED = re.findall(r"(?:call|goto) :(\w+)", "\n".join(_LINES))
# These only set variables.
_CANNOT_FAIL = {"value", "find_site"}


def attributes(*paths):
    """Path to the end of lines that every checkout of it has."""
    done = subprocess.run(
        ["git", "check-attr", "eol", "--", *paths], cwd=PROJECT, capture_output=True, text=True
    )
    return dict(line.split(": eol: ") for line in done.stdout.splitlines())


def docker_commands(text):
    """What the engine is asked to do, without how each shell hides output and continues lines."""
    found = re.findall(r"\bdocker ((?:compose (?!exec)|volume inspect|info)[\w -]*)", text)
    return {command.strip() for command in found} - {"compose", "compose logs --follow"}


def test_every_line_ends_as_cmd_wants_it():
    assert _RAW.count(b"\n") == _RAW.count(b"\r\n") == len(_BAT.splitlines())


def test_windows_checks_out_batch_files_with_crlf_and_all_else_with_lf():
    mounted = ("docker/follow-web.sh", "docker/redis.conf", "nginx.conf", ".env.example")
    assert attributes("setup.bat", *mounted) == {"setup.bat": "crlf"} | dict.fromkeys(mounted, "lf")


def test_the_repository_itself_holds_no_crlf():
    listed = ["git", "ls-files", "--eol"]
    done = subprocess.run(listed, cwd=PROJECT, capture_output=True, text=True, check=True)
    assert [line for line in done.stdout.splitlines() if re.match("i/(crlf|mixed)", line)] == []


def test_every_label_that_is_called_exists_and_each_is_called():
    assert set(_CALLED) == set(_LABELS)
    assert len(_LABELS) == len(set(_LABELS))


def test_nothing_runs_on_into_a_label():
    said = [line for line in _LINES if line]
    before = {line[1:]: said[number - 1] for number, line in enumerate(said) if line[0] == ":"}
    del before["after_colon"]  # the head of a loop
    assert [label for label, line in before.items() if not line.startswith("exit /b")] == []


@pytest.mark.parametrize(
    "line", [line for line in _LINES if re.search(r"call :|docker compose (build|up)|copy ", line)]
)
def test_every_step_that_fails_ends_it(line):
    label = re.search(r"call :(\w+)", line)
    at_the_end = _LINES[_LINES.index(line) + 1].startswith("exit /b")
    harmless = label is not None and label.group(1) in _CANNOT_FAIL
    assert "|| exit /b 1" in line or "&& exit /b 0" in line or at_the_end or harmless


def test_a_random_value_that_was_not_made_ends_it():
    made = _BAT.partition(":random\n")[2].partition("\n\n")[0].splitlines()
    assert made[0] == 'set "%1="'
    assert [made[2], made[-1]] == ["if defined %1 exit /b 0", "exit /b 1"]


def test_both_scripts_ask_the_engine_for_the_same():
    assert docker_commands(_BAT) == docker_commands(_SH)
    for command in ("shell -v 0 -c", "createsuperuser --no-input"):
        assert command in _BAT and command in _SH
    query = re.search(r"query='(.+)'", _SH).group(1)
    assert query in _BAT


def test_both_scripts_write_the_same_into_env():
    of_bat = dict(re.findall(r"^call :set (SPOTIFY_\w+) (\S+) ", _BAT, re.MULTILINE))
    of_sh = dict(re.findall(r"^    set_value (SPOTIFY_\w+) (\S+)$", _SH, re.MULTILINE))
    assert of_bat == of_sh != {}
    (secrets,) = re.findall(r"for secret in (.+); do", _SH)
    assert re.findall(r"^call :fill (\w+) ", _BAT, re.MULTILINE) == secrets.split()
    assert "add_profile standin" in _SH and "call :add_profile standin" in _BAT


def test_both_scripts_say_the_same():
    sentences = (
        "Made .env with fresh secrets.",
        "There is a database, but no .env with its password.",
        "a stand-in for Spotify will run, with about 3,300 tracks.",
        "the account that you made before",
        "(shown this once)",
        "tells how to upgrade, scale, back up and restore.",
    )
    assert all(sentence in _BAT and sentence in _SH for sentence in sentences)


def test_a_redirection_is_not_glued_to_what_is_written():
    """``echo A=5>> file`` writes ``A=`` to the file, by stream 5."""
    assert not re.search(r"%>>|\d>>", _BAT)

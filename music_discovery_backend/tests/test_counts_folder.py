"""Each web server has a folder for its counts, and leaves none behind for ever."""

import subprocess
import sys
from pathlib import Path

from music_discovery_backend.counts_folder import new_folder


def of_a_server_that_ended(place):
    module = "from music_discovery_backend.counts_folder import new_folder"
    code = f"{module}; print(new_folder({place!r}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return Path(done.stdout.strip())


def test_a_server_gets_a_folder_of_its_own(tmp_path):
    first, second = new_folder(str(tmp_path)), new_folder(str(tmp_path))
    assert first != second
    assert {Path(first), Path(second)} == set(tmp_path.iterdir())


def test_what_a_killed_server_left_behind_is_removed(tmp_path):
    left = of_a_server_that_ended(str(tmp_path))
    (left / "counter_1.db").write_text("")
    kept = new_folder(str(tmp_path))
    assert set(tmp_path.iterdir()) == {Path(kept)}


def test_what_is_not_a_servers_is_let_alone(tmp_path):
    (tmp_path / "music-counts").mkdir()
    (tmp_path / "other").mkdir()
    new_folder(str(tmp_path))
    assert {"music-counts", "other"} < {each.name for each in tmp_path.iterdir()}

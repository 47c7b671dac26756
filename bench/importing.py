"""A whole history in bounded memory: rows a second, and the most memory that the process had.

``python -m bench.importing [--rows 250000]``. Imports a file of Spotify's extended export with the
management command, in a process of its own, after a small one that shows what a process takes
anyway; then the same file again, which stores nothing.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.analytics_database import database
from devstack.folder import fresh_folder

# Imports a file for a new user, or for the one it made before; prints the report and KiB. (What
# getrusage calls the most memory would be that of the process which this one was forked from.)
PROGRAM = """
import os, re, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "music_discovery_backend.settings")
import django
django.setup()
from django.core.management import call_command
from users.models import User
name = os.path.basename(sys.argv[1])
user, _ = User.objects.get_or_create(username=name, email=f"{name}@example.org")
call_command("import_history", sys.argv[1], "--user", str(user.pk))
print(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
"""
_BEGAN = datetime(2015, 1, 1, tzinfo=UTC)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=250_000)
    options = parser.parse_args()
    with database(), fresh_folder("history") as folder:
        for number in (1_000, options.rows, options.rows):
            file = folder / f"{number}.json"
            file.write_text(json.dumps(list(rows(number))))
            _measure(file, number)


def rows(number: int) -> Iterator[dict[str, Any]]:
    """So many different rows of an extended export of Spotify's."""
    for row in range(number):
        yield {
            "ts": (_BEGAN + timedelta(minutes=3 * row)).isoformat(),
            "platform": "ios",
            "ms_played": 30_000 + row % 200_000,
            "conn_country": "DE",
            "master_metadata_track_name": f"Song number {row % 5_000}",
            "master_metadata_album_artist_name": f"Artist {row % 700}",
            "master_metadata_album_album_name": f"Album {row % 1_500}",
            "spotify_track_uri": f"spotify:track:{row % 5_000:022d}",
            "reason_start": "trackdone",
            "reason_end": "trackdone",
            "incognito_mode": False,
        }


def _measure(file: Path, number: int) -> None:
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(file)], env=os.environ, capture_output=True, text=True
    )
    took = time.perf_counter() - began
    if done.returncode:
        raise SystemExit(done.stderr)
    report, kib = done.stdout.strip().splitlines()
    size = file.stat().st_size / 2**20
    print(
        f"{number:,} rows ({size:.0f} MB): {number / took:,.0f} rows/s, "
        f"at most {int(kib) / 1024:.0f} MB of memory; {report}",
        flush=True,
    )


if __name__ == "__main__":
    main()

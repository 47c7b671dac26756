"""The horizon up to which a step counts, for tests that need all of what they stored counted."""

import time

from analytics.sql import fetch


def wait_until_all_ended() -> None:
    """Return once every transaction has ended that runs now, or after ten seconds.

    The horizon is the server's, not the database's: a transaction in another database of it, such
    as a running stack's, or one whose connection was closed a moment ago, holds the cursor back.
    """
    (now,) = fetch("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")[0]
    deadline = time.monotonic() + 10
    while _oldest_running() < now and time.monotonic() < deadline:
        time.sleep(0.01)


def _oldest_running() -> int:
    (oldest,) = fetch("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")[0]
    return int(oldest)

"""The horizon up to which a step counts, for tests of steps that need to count all."""

import time

from analytics.rollups.cursor import newest
from analytics.sql import fetch


def wait_until_all_ended() -> None:
    """Return once every transaction has ended that runs now. Raises AssertionError after 20 s.

    The horizon is the server's, not the database's: a transaction in another database of it, such
    as a running stack's, one of PostgreSQL's own ANALYZE, or one whose connection was closed a
    moment ago, holds the cursor back.
    """
    now = newest()
    deadline = time.monotonic() + 20
    while _oldest_running() < now:
        assert time.monotonic() < deadline, _running()
        time.sleep(0.01)


def _oldest_running() -> int:
    ((oldest,),) = fetch("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
    return int(oldest)


def _running() -> list[tuple[object, ...]]:
    return fetch(
        "SELECT datname, backend_type, state, xact_start, query FROM pg_stat_activity "
        "WHERE backend_xid IS NOT NULL ORDER BY xact_start"
    )

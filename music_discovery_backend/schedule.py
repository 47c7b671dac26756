"""What beat sends, and when. Each task looks for its work in PostgreSQL and claims it there."""

from datetime import timedelta
from typing import Any

from celery.schedules import crontab


def beat_schedule() -> dict[str, dict[str, Any]]:
    """The periodic tasks, as Celery's ``beat_schedule`` wants them."""
    return {
        # Hourly lists for everyone who was here lately; calls nobody outside.
        "refresh-active-users": {
            "task": "recommendations.tasks.refresh_active_users",
            "schedule": timedelta(hours=1),
        },
        # Stale pools, most wanted first, inside the call budget. More often than hourly, since
        # each run takes only what the budget's share of the day allows.
        "refill-stale-pools": {
            "task": "recommendations.tasks.refill_stale_pools",
            "schedule": timedelta(minutes=10),
        },
        # Refreshes that were asked for while the broker was away, or whose worker died.
        "resume-refreshes": {
            "task": "recommendations.tasks.resume_refreshes",
            "schedule": timedelta(minutes=1),
        },
        # Spotify's terms: nothing of theirs is kept unrefreshed beyond its expiry.
        "purge-expired": {
            "task": "recommendations.tasks.purge_expired",
            "schedule": timedelta(hours=1),
        },
        # What a web server that died, or could not reach Redis or the counts, left of an erasure.
        "finish-erasures": {
            "task": "users.tasks.finish_erasures",
            "schedule": timedelta(minutes=1),
        },
        # Every log-in and renewal leaves a row behind.
        "purge-expired-tokens": {
            "task": "users.tasks.purge_expired_tokens",
            "schedule": crontab(hour=4, minute=10),
        },
        # Addresses are kept no longer than they are of use.
        "purge-log-in-records": {
            "task": "users.tasks.purge_log_in_records",
            "schedule": crontab(hour=4, minute=20),
        },
        # Answers to requests with an Idempotency-Key hold what users sent: a day, and no longer.
        "purge-answers": {
            "task": "users.tasks.purge_answers",
            "schedule": timedelta(hours=1),
        },
        # Reports add what is not counted yet from the raw events: the oftener, the less.
        "roll-up-activity": {
            "task": "analytics.tasks.roll_up",
            "schedule": timedelta(seconds=5),
        },
        # Which recommendations were shown; noted in Redis by the readers, which must not fill.
        "record-views": {
            "task": "analytics.tasks.record_views",
            "schedule": timedelta(seconds=10),
        },
        # What goes together is learned anew from everything, each night; in a queue of its own.
        "train-track-similarity": {
            "task": "recommendations.tasks.train_similarity",
            "schedule": crontab(hour=2, minute=10),
            "kwargs": {"kind": "track"},
        },
        "train-artist-similarity": {
            "task": "recommendations.tasks.train_similarity",
            "schedule": crontab(hour=2, minute=40),
            "kwargs": {"kind": "artist"},
        },
        # How well each track is taken here, from everyone's activity; before the pools' next fill.
        "learn-reception": {
            "task": "recommendations.tasks.learn_reception",
            "schedule": crontab(hour=3, minute=10),
        },
        # A random 1 % of all counts against a recount, when few are awake.
        "check-rollups": {
            "task": "analytics.tasks.self_check",
            "schedule": crontab(hour=3, minute=40),
        },
        # Imports that were sent while the broker was away, or whose worker died.
        "resume-imports": {
            "task": "analytics.tasks.resume_imports",
            "schedule": timedelta(minutes=5),
        },
    }

"""Who fills a pool: one at a time, decided by a conditional update."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from recommendations.models import TastePool

# Longer than a fill can take (a few calls, each with its time-outs and repeats).
LEASE = timedelta(seconds=90)


def claim(pool_id: int, *, stale_at: datetime | None = None) -> TastePool | None:
    """Take the right to fill a pool, or None if someone else has it.

    With ``stale_at`` the pool must (still) be stale at that moment, which makes a second beat's
    claim on work just done come to nothing.
    """
    now = timezone.now()
    mine = TastePool.objects.filter(pk=pool_id).filter(
        Q(claimed_until=None) | Q(claimed_until__lt=now)
    )
    if stale_at is not None:
        mine = mine.filter(Q(fresh_until=None) | Q(fresh_until__lte=stale_at))
    if mine.update(claimed_until=now + LEASE) == 0:
        return None
    return TastePool.objects.get(pk=pool_id)

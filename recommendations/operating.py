"""What operators may do by hand with pools and with our dealings with Spotify."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from common.errors import Conflict, NotFound
from recommendations.models import TastePool
from recommendations.spotify_service import spotify_client
from spotify.messages import Group


class PoolBusy(Conflict):
    """Somebody fills the pool at this moment."""

    code = "pool_busy"
    sentence = "The pool is being filled. Try again in a minute."


class UnknownCircuit(NotFound):
    """There is no circuit of this name."""

    code = "unknown_circuit"
    sentence = "There is no such circuit."


def drop_pool(pool_id: int) -> None:
    """Delete a pool and its candidates; whoever wants the taste next fills another.

    Raises PoolBusy, NotFound.
    """
    with transaction.atomic():
        pool = TastePool.objects.select_for_update().filter(pk=pool_id).first()
        if pool is None:
            raise NotFound
        if pool.claimed_until is not None and pool.claimed_until > timezone.now():
            raise PoolBusy
        pool.delete()


def outdate_pool(pool_id: int) -> None:
    """Make a pool stale, so that it may be refilled now. Raises PoolBusy."""
    now = timezone.now()
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    if not TastePool.objects.filter(free, pk=pool_id).update(fresh_until=now):
        raise PoolBusy


def close_circuit(group: str) -> None:
    """Let calls to one group of Spotify's endpoints through again, before the wait is over.

    Raises UnknownCircuit.
    """
    if group not in list(Group):
        raise UnknownCircuit
    spotify_client().circuits.close(Group(group))

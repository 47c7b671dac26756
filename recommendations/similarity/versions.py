"""Which version of each kind is served."""

from collections.abc import Mapping
from typing import Any, Literal, cast

from django.db import transaction
from django.utils import timezone

from common.errors import Conflict
from recommendations.models import SimilarityVersion

# The active version, and the one before it to go back to.
KEPT = 2


class VersionNotKept(Conflict):
    """The version is gone, or its training never ended."""

    code = "similarity_version_not_kept"
    sentence = "This version of the similarities is not kept."


def active() -> Mapping[Literal["track", "artist"], int]:
    """The id of the active version of each kind that has one; one query."""
    rows = SimilarityVersion.objects.filter(active=True)
    return cast('Mapping[Literal["track", "artist"], int]', dict(rows.values_list("kind", "pk")))


def begin(kind: str, **facts: Any) -> SimilarityVersion:
    """A version whose items can now be stored; nobody is served from it yet."""
    return SimilarityVersion.objects.create(kind=kind, **facts)


def complete(version: SimilarityVersion) -> None:
    """All items are stored: serve this version, and forget those older than the one before."""
    SimilarityVersion.objects.filter(pk=version.pk).update(completed_at=timezone.now())
    activate(version.pk)
    _forget_older(version.kind)


def activate(version_id: int) -> None:
    """Serve this version in place of the active one of its kind, from one moment to the next.

    Raises VersionNotKept.
    """
    with transaction.atomic():
        version = SimilarityVersion.objects.filter(pk=version_id).first()
        # All of the kind in one order: of two activations at once, the second waits.
        rivals = SimilarityVersion.objects.filter(kind=version.kind if version else "")
        kept = [row.pk for row in rivals.select_for_update().order_by("pk") if row.completed_at]
        if version_id not in kept:
            raise VersionNotKept
        rivals.exclude(pk=version_id).filter(active=True).update(active=False)
        rivals.filter(pk=version_id).update(active=True, activated_at=timezone.now())


def roll_back(kind: str) -> int:
    """Serve the version that was active before the active one; its id.

    Raises VersionNotKept if there is none. A second time leads forward again.
    """
    kept = SimilarityVersion.objects.filter(kind=kind, completed_at__isnull=False, active=False)
    before = kept.filter(activated_at__isnull=False).order_by("-activated_at", "-pk").first()
    if before is None:
        raise VersionNotKept
    activate(before.pk)
    return before.pk


def _forget_older(kind: str) -> None:
    """Keep the versions that were active last; also ends what a dead training left behind."""
    rows = SimilarityVersion.objects.filter(kind=kind)
    kept = rows.filter(activated_at__isnull=False).order_by("-activated_at", "-pk")
    rows.exclude(pk__in=list(kept.values_list("pk", flat=True)[:KEPT])).delete()

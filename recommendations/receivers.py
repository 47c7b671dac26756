"""News from the apps below, which arrives after their commit."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.dispatch import receiver

from analytics.signals import activity_recorded
from recommendations import export, services, tasks
from recommendations.signals import feedback_given
from users.signals import own_data_asked, tastes_changed, user_erased


@receiver([activity_recorded, feedback_given])
def on_deeds(user_ids: frozenset[int], **_: Any) -> None:
    """The next list must know what its user just did or said."""
    announced = services.outdate_lists(user_ids)
    if announced:
        tasks.rerank_users.delay_on_commit(user_ids=announced)


@receiver(tastes_changed)
def on_tastes(user_id: int, **_: Any) -> None:
    """New tastes need pools, and another list."""
    services.outdate_lists([user_id])
    tasks.warm_tastes.delay_on_commit(user_id=user_id)


@receiver(user_erased)
def on_erasure(user_id: int, **_: Any) -> None:
    """Nothing of an erased user stays in Redis; the rows went with the user."""
    services.forget_user(user_id)


@receiver(own_data_asked)
def tell_own_data(user_id: int, **_: Any) -> Mapping[str, Iterator[dict[str, Any]]]:
    """What is kept here about the user."""
    return export.own_data(user_id)

"""What is left to do of an erasure once it has committed: to end tokens, to tell the apps above.

A process may die at any moment, and what the apps above keep may be out of reach. So the erasing
transaction leaves a row, which goes when everything was done; until then it is done again.
"""

import logging
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from users import tokens
from users.models import Erasure, User
from users.signals import user_erased

logger = logging.getLogger(__name__)

# Whoever erases is at it for so long at most; before that nobody else needs to be.
_UNDER_WAY = timedelta(minutes=1)


def begin(user_id: int) -> None:
    """In the transaction that deletes the user: see to it that the rest is done after it."""
    Erasure.objects.update_or_create(pk=user_id, defaults={"erased_at": timezone.now()})
    transaction.on_commit(partial(finish, user_id))


def finish(user_id: int) -> None:
    """Do the rest; may be repeated. A receiver that fails keeps no other from its work."""
    tokens.accept_none(user_id)
    answers = user_erased.send_robust(sender=User, user_id=user_id)
    if any(isinstance(answer, Exception) for _, answer in answers):
        logger.warning("The erasure of user %s is not through; it is tried again", user_id)
    else:
        Erasure.objects.filter(pk=user_id).delete()


def finish_all() -> int:
    """Do the rest of erasures that were left; how many."""
    left = Erasure.objects.filter(erased_at__lt=timezone.now() - _UNDER_WAY)
    user_ids = list(left.order_by("erased_at").values_list("pk", flat=True))
    for user_id in user_ids:
        finish(user_id)
    return len(user_ids)

"""How this project's Celery tasks are sent."""

import logging
from functools import partial
from typing import Any

from celery.contrib.django.task import DjangoTask
from django.db import transaction
from django.utils.translation import gettext_lazy
from kombu.exceptions import OperationalError

from common.errors import UpstreamUnavailable

logger = logging.getLogger(__name__)


class QueueUnavailable(UpstreamUnavailable):
    """The work cannot be handed on, and nothing remembers it."""

    code = "queue_unavailable"
    sentence = gettext_lazy("This cannot be taken on now. Try again shortly.")


class DurableTask(DjangoTask):
    """A task whose sending never breaks the request that asked for it.

    ``delay_on_commit`` sends after the transaction committed. If the broker is away by then, the
    data are already safe, so the loss is logged and the periodic tasks catch up: each of them
    looks for work in PostgreSQL, not in the queue.
    """

    abstract = True

    def delay_on_commit(self, *args: Any, **kwargs: Any) -> None:
        """Send this task once the current transaction has committed."""
        transaction.on_commit(partial(self._send, *args, **kwargs))

    def send_or_refuse(self, **kwargs: Any) -> None:
        """Send this task now; QueueUnavailable if the broker is away.

        For work of which PostgreSQL knows nothing, so that nothing could catch up later.
        """
        try:
            self.delay(**kwargs)
        except OperationalError:
            raise QueueUnavailable(retry_after=30) from None

    def _send(self, *args: Any, **kwargs: Any) -> None:
        try:
            self.delay(*args, **kwargs)
        except OperationalError as error:
            logger.warning("Task %s was not sent, the broker is away: %s", self.name, error)

"""Whether an attempt to log in may be made, and what follows from how it ended.

Attempts at the same moment are judged in the order in which they end: a password counts as right
only if the failures on record by then leave room, and a failure that finds none is answered like
any other locked attempt. So of guesses sent all at once no more are of use than of those sent one
after the other.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy

from common.errors import RateLimited
from users.lockout import ledger
from users.lockout.rules import Limit


class AccountLocked(RateLimited):
    """Too many log-ins failed under this name, whether or not anybody has it."""

    code = "account_locked"
    sentence = gettext_lazy("Too many failed log-ins under this name. Try again later.")


def check(name: str, client: str | None) -> None:
    """Raise AccountLocked while there is no room for another attempt."""
    _refuse_after(_wait(name, client))


def failed(name: str, client: str | None, *, agent: str, path: str) -> None:
    """Count a failure; raise AccountLocked if others have meanwhile used up the room for it."""
    own = ledger.add_failure(name, client, agent=agent, path=path)
    _refuse_after(_wait(name, client, without=own.pk))


def succeeded(name: str, client: str | None) -> None:
    """Clear what this client did wrong; raise AccountLocked if there was too much of it by now."""
    check(name, client)
    welcome(name, client)


def welcome(name: str, client: str | None) -> None:
    """Let this client in from now on: somebody here has proved that the name is theirs."""
    ledger.forget_failures(name, client)
    ledger.remember(name, client)


def purge() -> int:
    """Forget what is too old to matter; how many records that were."""
    return ledger.purge(timedelta(days=settings.LOCKOUT_KNOWN_DAYS))


def _wait(name: str, client: str | None, without: int | None = None) -> float:
    """Seconds until an attempt may be made; in one query unless the whole name is under attack."""
    now = timezone.now()
    here, anywhere = Limit.of(settings.LOCKOUT_CLIENT), Limit.of(settings.LOCKOUT_ACCOUNT)
    since = now - timedelta(seconds=max(here.period, anywhere.period))
    found = [each for each in ledger.failures(name, since) if each.pk != without]
    from_here = [each.attempt_time for each in found if each.ip_address == client]
    wait = here.wait(from_here, now)
    wait_of_strangers = anywhere.wait([each.attempt_time for each in found], now)
    if wait_of_strangers > wait and not _is_known(name, client, now):
        return wait_of_strangers
    return wait


def _is_known(name: str, client: str | None, now: datetime) -> bool:
    return ledger.is_known(name, client, now - timedelta(days=settings.LOCKOUT_KNOWN_DAYS))


def _refuse_after(wait: float) -> None:
    if wait > 0:
        raise AccountLocked(retry_after=wait)

"""Where django-axes and Django's log-in ask the guard."""

from typing import Any

from axes.handlers.base import AxesHandler
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from common.client_address import client_network
from users.lockout import guard, ledger
from users.models import User

_LONGEST = 150  # characters of a name; nobody has a longer one


def client_of(request: HttpRequest) -> str | None:
    """The client that a request is counted under: an IPv6 network by its first address."""
    return client_network(request).partition("/")[0] or None


class LockoutHandler(AxesHandler):
    """What axes's backend asks before a password is looked at, and tells when one was wrong.

    Neither returns False: AccountLocked goes through ``authenticate()`` up to whoever answers.
    """

    def is_allowed(self, request: Any, credentials: dict[str, Any] | None = None) -> bool:
        """True, or AccountLocked."""
        if name := _name(credentials):
            guard.check(name, request.axes_ip_address)
        return True

    def user_login_failed(
        self, sender: Any, credentials: dict[str, Any], request: Any = None, **_: Any
    ) -> None:
        """Count the failure; AccountLocked if it was one too many."""
        if request is not None and (name := _name(credentials)):
            agent, path = request.axes_user_agent, request.axes_path_info
            guard.failed(name, request.axes_ip_address, agent=agent, path=path)

    def reset_attempts(
        self,
        *,
        ip_address: str | None = None,
        username: str | None = None,
        ip_or_username: bool = False,
    ) -> int:
        """For axes's commands: how many failures were cleared."""
        return ledger.unlock(names=[username] if username else None, client=ip_address)


class PasswordBackend(ModelBackend):
    """Django's own, which asks once more after a password was right."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        """The user whose password this is; AccountLocked, see ``guard``."""
        user = super().authenticate(request, username, password, **kwargs)
        if user is not None and request is not None:
            guard.succeeded(user.get_username(), client_of(request))
        return user


def _name(credentials: dict[str, Any] | None) -> str:
    return ((credentials or {}).get("username") or "")[:_LONGEST]

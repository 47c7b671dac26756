"""What a mailed link holds: whom it is for, and a token that proves that the mail was read.

The token is Django's: signed with SECRET_KEY over the password's hash, the address and the time of
the last log-in, so it ends with any of them, and after settings.PASSWORD_RESET_TIMEOUT.
"""

import re
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.utils.translation import gettext_lazy

from common.errors import InvalidInput
from users.models import User

_UID = re.compile(r"[0-9]{1,18}")


class BadResetToken(InvalidInput):
    """The link is not ours, was used, or has ended; which of them is not told."""

    code = "bad_reset_token"
    sentence = gettext_lazy("This link is not, or no longer, good. Ask for another.")


def codes(user: User) -> tuple[str, str]:
    """``uid`` and ``token`` for a mail to this user."""
    return str(user.pk), default_token_generator.make_token(user)


def address(uid: str, token: str) -> str:
    """Where the front end asks for the new password; empty where settings name no front end."""
    page: str = settings.PASSWORD_RESET_URL
    return page.replace("{uid}", quote(uid)).replace("{token}", quote(token))


def holder(uid: str, token: str) -> User:
    """The user that the link was mailed to, whose row is held until the transaction ends.

    Of two who bring the same link at once, the second finds it used. Raises BadResetToken.
    """
    users = User.objects.select_for_update(no_key=True).filter(is_active=True)
    user = users.filter(pk=uid).first() if _UID.fullmatch(uid) else None
    if user is None or not default_token_generator.check_token(user, token):
        raise BadResetToken
    return user

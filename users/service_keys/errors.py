"""Why a service key does not open the door. Of a key that was never given, no more is said."""

from django.utils.translation import gettext, gettext_lazy

from common.errors import NotAllowed, NotIdentified

SCHEME = "Api-Key"


class UnknownServiceKey(NotIdentified):
    """The service key is none that was given out."""

    code = "service_key_unknown"
    sentence = gettext_lazy("The service key is not known.")
    scheme = SCHEME


class RevokedServiceKey(NotIdentified):
    """The service key was revoked."""

    code = "service_key_revoked"
    sentence = gettext_lazy("The service key was revoked.")
    scheme = SCHEME


class ExpiredServiceKey(NotIdentified):
    """The service key has expired."""

    code = "service_key_expired"
    sentence = gettext_lazy("The service key has expired.")
    scheme = SCHEME


class InsufficientScope(NotAllowed):
    """The service key is good, but lacks the scope that this takes."""

    code = "insufficient_scope"

    def __init__(self, scope: str = "") -> None:
        super().__init__(
            gettext("This takes a service key with the scope %(scope)s.") % {"scope": scope}
        )


class NotForServices(NotAllowed):
    """No service key opens this, whatever its scopes: it is for users alone."""

    code = "not_for_services"
    sentence = gettext_lazy("Service keys do not open this.")

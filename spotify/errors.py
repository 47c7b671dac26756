"""What can go wrong when we ask Spotify, and whether asking again can help.

::

    SpotifyError                    retryable  retry_after
    ├── TryLater                       yes     seconds, or None: soon, with a pause
    │   ├── CircuitOpen                yes     until the circuit closes; no call was made
    │   ├── BudgetSpent                yes     until the budget has room; no call was made
    │   ├── TokenPending               yes     another process is renewing the token
    │   ├── Throttled           429    yes     until the circuit that it opened closes
    │   │   └── QuotaExceeded   429    yes     the same; 15 minutes doubling to a day
    │   ├── ServerFault         5xx    yes     after the bounded repeats
    │   ├── Unreachable                yes     no connection, timeout; after the repeats
    │   └── Unreadable                 yes     the answer makes no sense
    │       └── IncompleteItem         yes     an item came without id or name
    ├── Refused                        no      the same call would be refused again
    │   ├── BadRequest          400    no      our request is wrong
    │   │   └── InvalidLimit    400    no      this app may not have pages of that size
    │   ├── TokenRejected       401    no      even a fresh token is not accepted
    │   ├── BadCredentials             no      client id or secret are wrong
    │   ├── Forbidden           403    no      this app may not do this
    │   │   └── PremiumRequired 403    no      the owner of the app needs a Premium account
    │   └── NotOffered                 no      this app has no such endpoint
    └── ItemMissing             404    no      there is no such item

Only ``ItemMissing`` says that something does not exist; no other error may be remembered so.
"""

from typing import ClassVar

from common.errors import DomainError, NotFound, UpstreamUnavailable


class SpotifyError(DomainError):
    """A call to Spotify did not give what was asked for."""

    code = "spotify_error"
    sentence = "Spotify did not give what was asked for."
    retryable: ClassVar[bool] = False
    retry_after: float | None = None


class TryLater(SpotifyError, UpstreamUnavailable):
    """The same call may succeed later."""

    code = "spotify_try_later"
    sentence = "Spotify cannot be asked now."
    retryable = True


class CircuitOpen(TryLater):
    """Spotify told us to wait, and the time is not over."""

    code = "spotify_circuit_open"
    sentence = "Spotify asked us to wait before calling again."


class BudgetSpent(TryLater):
    """The calls that may be made by this hour of the day have been made."""

    code = "spotify_budget_spent"
    sentence = "The budget of calls to Spotify is spent for now."


class TokenPending(TryLater):
    """Another process has been renewing the token for too long to wait for it."""

    code = "spotify_token_pending"
    sentence = "The Spotify token is still being renewed."


class Throttled(TryLater):
    """Spotify limits our calls."""

    code = "spotify_throttled"
    sentence = "Spotify limits our calls."


class QuotaExceeded(Throttled):
    """The quota of the developer account is used up."""

    code = "spotify_quota_exceeded"
    sentence = "The Spotify quota of this app is used up."


class ServerFault(TryLater):
    """Spotify failed on its own side."""

    code = "spotify_server_fault"
    sentence = "Spotify has a fault."


class Unreachable(TryLater):
    """No answer came: no connection, a dropped one, or a timeout."""

    code = "spotify_unreachable"
    sentence = "Spotify cannot be reached."


class Unreadable(TryLater):
    """An answer came that is not what Spotify's interface promises."""

    code = "spotify_unreadable"
    sentence = "Spotify's answer makes no sense."


class IncompleteItem(Unreadable):
    """An item came without an id or a name and cannot be used."""

    code = "spotify_incomplete_item"
    sentence = "Spotify sent an item without an id or a name."


class Refused(SpotifyError, UpstreamUnavailable):
    """The same call would be refused again."""

    code = "spotify_refused"
    sentence = "Spotify refused the request."


class BadRequest(Refused):
    """The request itself is wrong."""

    code = "spotify_bad_request"
    sentence = "Spotify does not accept this request."


class InvalidLimit(BadRequest):
    """This app may not have pages of that size."""

    code = "spotify_invalid_limit"
    sentence = "Spotify does not allow this page size."


class TokenRejected(Refused):
    """A fresh token was rejected as well."""

    code = "spotify_token_rejected"
    sentence = "Spotify does not accept our token."


class BadCredentials(Refused):
    """The client id or the client secret is wrong."""

    code = "spotify_bad_credentials"
    sentence = "Spotify does not accept the client id and secret."


class Forbidden(Refused):
    """This app may not do this."""

    code = "spotify_forbidden"
    sentence = "Spotify does not allow this app to do this."


class PremiumRequired(Forbidden):
    """Spotify serves this app again once its owner has a Premium account."""

    code = "spotify_premium_required"
    sentence = "The owner of the Spotify app needs a Premium account."


class NotOffered(Refused):
    """This app has no such endpoint; nothing is wrong with the request."""

    code = "spotify_not_offered"
    sentence = "Spotify does not offer this to our app."


class ItemMissing(SpotifyError, NotFound):
    """There is no item with this id."""

    code = "spotify_item_missing"
    sentence = "Spotify does not know this item."


# Status, a word that the complaint must hold, and what it means; the first row that fits counts.
_BY_STATUS: tuple[tuple[int, str, type[SpotifyError]], ...] = (
    (400, "invalid limit", InvalidLimit),
    (400, "", BadRequest),
    (401, "", TokenRejected),
    (403, "subscription", PremiumRequired),
    (403, "", Forbidden),
    (404, "", ItemMissing),
    (429, "quota_exceeded", QuotaExceeded),
    (429, "", Throttled),
)


def error_for(status: int, complaint: str, retry_after: float | None) -> SpotifyError:
    """The error that an answer with this status stands for.

    ``complaint`` is what Spotify said about it, ``retry_after`` its waiting time in seconds.
    """
    kind = _kind_of(status, complaint.lower())
    if issubclass(kind, TryLater):
        return kind(retry_after=retry_after)
    return kind()


def _kind_of(status: int, complaint: str) -> type[SpotifyError]:
    for known, word, kind in _BY_STATUS:
        if status == known and word in complaint:
            return kind
    if status >= 500:
        return ServerFault
    return Refused if status >= 400 else Unreadable

"""What can go wrong when we ask ListenBrainz.

All of it passes, and none of it says that something does not exist: an artist or a tag that
ListenBrainz does not know is an empty answer.
"""

from common.errors import UpstreamUnavailable


class ListenBrainzError(UpstreamUnavailable):
    """A call to ListenBrainz did not give what was asked for."""

    code = "listenbrainz_error"
    sentence = "ListenBrainz did not give what was asked for."


class CircuitOpen(ListenBrainzError):
    """ListenBrainz is left alone for a while; no call was made."""

    code = "listenbrainz_circuit_open"
    sentence = "ListenBrainz is left alone for a while."


class BudgetSpent(ListenBrainzError):
    """The calls that may be made by this hour of the day have been made."""

    code = "listenbrainz_budget_spent"
    sentence = "The budget of calls to ListenBrainz is spent for now."


class Throttled(ListenBrainzError):
    """ListenBrainz limits our calls."""

    code = "listenbrainz_throttled"
    sentence = "ListenBrainz limits our calls."


class Unreachable(ListenBrainzError):
    """No answer came, or one that says that ListenBrainz itself has a fault."""

    code = "listenbrainz_unreachable"
    sentence = "ListenBrainz cannot be reached."


class Refused(ListenBrainzError):
    """ListenBrainz does not accept the call as we make it."""

    code = "listenbrainz_refused"
    sentence = "ListenBrainz refused the request."


class Unreadable(ListenBrainzError):
    """An answer came that is not what ListenBrainz promises."""

    code = "listenbrainz_unreadable"
    sentence = "ListenBrainz's answer makes no sense."

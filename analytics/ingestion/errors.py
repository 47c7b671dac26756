"""Why an event, or a whole batch, is rejected. ``detail`` names the field."""

from django.utils.translation import gettext_lazy

from common.errors import Conflict, InvalidInput, TooLarge


class NotEvents(InvalidInput):
    """The body is neither an event nor a list of events."""

    code = "not_events"
    sentence = gettext_lazy("Send one event as an object, or several as a list of objects.")


class EmptyBatch(InvalidInput):
    """A list without events."""

    code = "empty_batch"
    sentence = gettext_lazy("The list holds no events.")


class BatchTooLarge(TooLarge):
    """More events than one request may carry."""

    code = "batch_too_large"


class NotAnObject(InvalidInput):
    """An entry of the list is not an event."""

    code = "not_an_object"
    sentence = gettext_lazy("An event is an object.")


class FieldMissing(InvalidInput):
    """A field that every event has is absent, null or blank."""

    code = "required"


class WrongType(InvalidInput):
    """A field holds another type than it means."""

    code = "wrong_type"


class TooLong(InvalidInput):
    """A text exceeds its length."""

    code = "too_long"


class BadText(InvalidInput):
    """A text that UTF-8 or PostgreSQL cannot hold: NUL, or half a surrogate pair."""

    code = "bad_text"


class BadNumber(InvalidInput):
    """No number in JSON (NaN), or a larger one than is read (1e999)."""

    code = "bad_number"


class TooDeep(InvalidInput):
    """Objects and lists are nested deeper than is read."""

    code = "too_deep"


class OutOfRange(InvalidInput):
    """A number is too small or too large."""

    code = "out_of_range"


class UnknownAction(InvalidInput):
    """Not one of the actions there are."""

    code = "unknown_action"


class BadTimestamp(InvalidInput):
    """Not a moment in ISO 8601."""

    code = "bad_timestamp"


class TimestampTooOld(InvalidInput):
    """From before the year 2000: a clock that was never set."""

    code = "timestamp_too_old"


class TimestampInFuture(InvalidInput):
    """Further ahead than clocks differ."""

    code = "timestamp_in_future"


class BadMetadata(InvalidInput):
    """Not an object that JSON can hold."""

    code = "bad_metadata"


class MetadataTooLarge(InvalidInput):
    """More metadata than an event may carry."""

    code = "metadata_too_large"


class UnknownUser(InvalidInput):
    """Staff or a service named a user who does not exist."""

    code = "unknown_user"
    sentence = gettext_lazy("There is no such user.")


class UnknownRecommendation(InvalidInput):
    """The recommendation is another user's, or never was, or is gone and was never seen."""

    code = "unknown_recommendation"
    sentence = gettext_lazy("This user has no such recommendation.")


class EventIdReused(Conflict):
    """The event id is taken by an event with other content."""

    code = "event_id_reused"
    sentence = gettext_lazy("This event_id already stands for another event.")


class EventGone(Conflict):
    """The event that this one repeats was deleted while we looked."""

    code = "event_gone"
    sentence = gettext_lazy(
        "The event that this repeats was deleted in this moment. Send it again."
    )

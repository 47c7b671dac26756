"""What can go wrong, as classes with a stable code.

An error is defined beside the code that raises it, as a subclass of one of the kinds below.
The kind says what went wrong in the domain's words; which HTTP status that becomes is known
only to ``common.exception_handler``.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

# Whatever ``str`` turns into the sentence: a text or a lazy one.
Sentence = object


def said(sentence: str) -> str:
    """Mark a sentence for translation where there is no Django; it is translated when answered."""
    return sentence


class DomainError(Exception):
    """An expected failure with a sentence for a person and a code for a program.

    ``detail`` maps field names to lists of sentences, as the API's error body shows them.
    """

    code: ClassVar[str] = "error"
    sentence: ClassVar[Sentence] = said("Something went wrong.")

    def __init__(
        self, sentence: Sentence | None = None, *, detail: Mapping[str, Any] | None = None
    ) -> None:
        self.message = str(sentence or self.sentence)
        self.detail = dict(detail or {})
        super().__init__(self.message)


class InvalidInput(DomainError):
    """What was sent cannot be accepted as it is."""

    code = "invalid"
    sentence: ClassVar[Sentence] = said("The request is not valid.")


class TooLarge(InvalidInput):
    """What was sent is larger than this service takes."""

    code = "too_large"
    sentence: ClassVar[Sentence] = said("The request is too large.")


class NotFound(DomainError):
    """The thing asked for does not exist."""

    code = "not_found"
    sentence: ClassVar[Sentence] = said("Not found.")


class NotIdentified(DomainError):
    """What was sent to prove who is calling proves nothing.

    ``scheme`` names the way in which it can be proved.
    """

    code = "not_identified"
    sentence: ClassVar[Sentence] = said("It is not known who is calling.")
    scheme: ClassVar[str] = "Bearer"


class NotAllowed(DomainError):
    """The caller is known, but this is not theirs to do."""

    code = "not_allowed"
    sentence: ClassVar[Sentence] = said("You may not do this.")


class Conflict(DomainError):
    """The request does not fit the present state."""

    code = "conflict"
    sentence: ClassVar[Sentence] = said("The request conflicts with the present state.")


class PreconditionFailed(DomainError):
    """The thing is another by now than the one that the caller has read."""

    code = "precondition_failed"
    sentence: ClassVar[Sentence] = said("This has changed since you read it. Read it again first.")


class Unprocessable(DomainError):
    """What was sent is well formed, and contradicts what was sent before."""

    code = "unprocessable"
    sentence: ClassVar[Sentence] = said("The request contradicts an earlier one.")


class RetryLater(DomainError):
    """A failure that passes by itself; ``retry_after`` is in seconds."""

    def __init__(
        self,
        sentence: Sentence | None = None,
        *,
        retry_after: float | None = None,
        detail: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(sentence, detail=detail)
        self.retry_after = retry_after


class RateLimited(RetryLater):
    """The caller has used up a limit."""

    code = "rate_limited"
    sentence: ClassVar[Sentence] = said("Too many requests. Try again later.")


class UpstreamUnavailable(RetryLater):
    """Something that this service depends on does not answer."""

    code = "upstream_unavailable"
    sentence: ClassVar[Sentence] = said(
        "A service that this depends on is unavailable. Try again later."
    )

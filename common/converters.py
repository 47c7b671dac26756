"""Path converters."""


class UserRefConverter:
    """``me`` or a user id that fits a bigint; anything else is an unknown path."""

    regex = "me|[0-9]{1,18}"

    def to_python(self, value: str) -> str | int:
        """``me`` stays a word, the rest becomes a number."""
        return value if value == "me" else int(value)

    def to_url(self, value: str | int) -> str:
        """The text that stands in the path."""
        return str(value)

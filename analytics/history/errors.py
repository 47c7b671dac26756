"""Why a file, or a row of it, is not taken."""

from django.utils.translation import gettext_lazy

from common.errors import InvalidInput


class UnknownFormat(InvalidInput):
    """Neither of the exports that are understood."""

    code = "unknown_format"
    sentence = gettext_lazy("This is no Spotify, Last.fm or ListenBrainz export that we know.")


class BadFile(InvalidInput):
    """The file begins well and then breaks."""

    code = "bad_file"
    sentence = gettext_lazy("The file cannot be read to its end.")


class NotATrack(InvalidInput):
    """A podcast, an audiobook, a video: nothing with a track and an artist."""

    code = "not_a_track"


class PrivateSession(InvalidInput):
    """The listener had asked for this not to be remembered."""

    code = "private_session"


class BadRow(InvalidInput):
    """A row without what every row of its format has."""

    code = "bad_row"

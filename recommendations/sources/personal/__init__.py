"""Where candidates for one listener come from, beside the pools that all share.

To add one: write a file with a class that fits ``PersonalSource``, add it to PERSONAL, test it.
The package is loaded by whoever makes lists, not by ``recommendations.sources``: pools, which
these draw from, are filled by that.
"""

from recommendations.sources.personal.base import PersonalSource
from recommendations.sources.personal.liked_artists import LikedArtists
from recommendations.sources.personal.listened_alike import ListenedAlike
from recommendations.sources.personal.new_to_you import NewToYou

PERSONAL: tuple[PersonalSource, ...] = (ListenedAlike(), LikedArtists(), NewToYou())

__all__ = ["PERSONAL", "PersonalSource"]

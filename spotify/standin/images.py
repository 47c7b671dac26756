"""Covers and portraits: a square in two colours that belong to the id, so that links work."""

from spotify.standin.invention import whole
from spotify.standin.messages import Answer

_LARGEST = 2000


def draw(identifier: str, size: int) -> Answer:
    """An SVG image of ``size`` pixels a side, at most 2,000."""
    side = min(size, _LARGEST)
    paper, ink = (f"hsl({whole(identifier, use, 0, 359)} 55% 45%)" for use in ("paper", "ink"))
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}" viewBox="0 0 8 8">'
        f'<rect width="8" height="8" fill="{paper}"/><circle cx="4" cy="4" r="2.5" fill="{ink}"/>'
        "</svg>"
    )
    return Answer(200, picture.encode(), "image/svg+xml")

"""Lists of tracks as text for a person."""

from collections.abc import Iterable, Sequence

from devstack.demo.listener import Item

_WIDTHS = (3, 34, 24, 42)  # together within 110 columns
_CLIMBERS = 3


def table(items: Iterable[Item]) -> list[str]:
    """Position, track, artist and reason of each item, below a heading."""
    rows = [("#", "Track", "Artist", "Reason")]
    rows += [
        (str(item["position"]), item["track_name"], item["artist_name"], item["reason"]["text"])
        for item in items
    ]
    return [_row(row) for row in rows]


def changes(before: Sequence[Item], after: Sequence[Item]) -> list[str]:
    """What left a list, what came and what climbed most."""
    old = {item["track_id"]: item for item in before}
    new = {item["track_id"]: item for item in after}
    left = [_name(item) for key, item in old.items() if key not in new]
    came = [
        f"{item['position']:>2}. {_name(item)} - {item['reason']['text']}"
        for key, item in new.items()
        if key not in old
    ]
    gains = {key: old[key]["position"] - new[key]["position"] for key in old.keys() & new.keys()}
    climbers = sorted(new.keys() & old.keys(), key=lambda key: (-gains[key], key))[:_CLIMBERS]
    up = [
        f"{_name(new[key])}: {old[key]['position']} -> {new[key]['position']}"
        for key in climbers
        if gains[key] > 0
    ]
    return [*_section("Left", left), *_section("Came", came), *_section("Climbed most", up)]


def _section(title: str, lines: list[str]) -> list[str]:
    return [f"{title}: {len(lines)}", *(f"  {line}" for line in lines)]


def _name(item: Item) -> str:
    return f"{item['track_name']}, {item['artist_name']}"


def _row(cells: Sequence[str]) -> str:
    number, *texts = zip(cells, _WIDTHS, strict=True)
    fitted = [f"{_fit(text, width):<{width}}" for text, width in texts]
    return "  ".join([f"{number[0]:>{number[1]}}", *fitted]).rstrip()


def _fit(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"

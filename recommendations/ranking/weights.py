"""Every number that decides an order, in one place."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from recommendations.types import Kind


def _kinds() -> Mapping[Kind, float]:
    return {
        "artist": 0.8,
        "genre": 0.7,
        "mood": 0.6,
        "everyone": 0.2,
        "similar": 0.85,
        "similar_artist": 0.65,
        "own_artist": 0.8,
    }


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each signal counts.

    ``kinds`` is the belief, 0 to 1, that a pool's best candidate suits someone with that taste.
    ``kin`` is the share of it that the pool of a genre close to theirs keeps; ``learned_half``
    is the score, where 1 is as sure as what the listener plays, at which what was learned is
    believed half, so that stated tastes decide where there is little to go by.
    ``rank_half`` is the rank at which a pool's belief has halved. ``artist`` and ``genre`` are
    the share of a belief that the listener's own actions can replace, and ``prior`` is how many
    actions it takes until they have replaced half of that. ``reception`` says how much it counts
    how others took the track; ``popularity`` is the most that fame can add. ``jitter`` lets
    near-equals change places from day to day. ``novelty`` is what speaks for artists never
    listened to, or against them where negative; ``diversity`` the share of a score that variety
    may cost. What was heard stays out for ``heard_for``, and what was liked for ``liked_for``.
    Beyond ``shown_free`` showings each one costs ``shown_cost`` of the score, and counts half
    after ``shown_half_life`` days.

    Of what was learned, scores are divided by listeners^``lesser_known`` (below 0 the well known
    come first), and ``unlike`` is the share of relevance that the top gives up for not being alike.
    """

    kinds: Mapping[Kind, float] = field(default_factory=_kinds)
    kin: float = 0.5
    learned_half: float = 0.12
    rank_half: float = 60.0
    artist: float = 0.8
    genre: float = 0.8
    reception: float = 1.0
    popularity: float = 0.05
    jitter: float = 0.08
    novelty: float = 0.0
    diversity: float = 0.1
    prior: float = 3.0
    heard_for: timedelta = timedelta(days=30)
    liked_for: timedelta = timedelta(days=30)
    per_artist: int = 2
    shown_free: float = 2.0
    shown_cost: float = 0.15
    shown_half_life: float = 7.0
    lesser_known: float = 0.0
    unlike: float = 0.0


DEFAULT = Weights()
_MIDDLE = 0.5


def for_discovery(discovery: float) -> Weights:
    """The weights for a listener between 0, familiar, and 1, adventurous; 0.5 gives DEFAULT.

    Towards adventurous, known artists and fame count for less, while new artists, kin of liked
    genres, what nobody's taste led to, chance and variety count for more. Towards familiar, what
    was liked comes again sooner, in the end at once.
    """
    turn = discovery - _MIDDLE
    return replace(
        DEFAULT,
        kinds={**DEFAULT.kinds, "everyone": DEFAULT.kinds["everyone"] + 0.3 * turn},
        kin=DEFAULT.kin + 0.4 * turn,
        artist=DEFAULT.artist - 0.4 * turn,
        popularity=DEFAULT.popularity - 0.1 * turn,
        jitter=DEFAULT.jitter + 0.1 * turn,
        liked_for=DEFAULT.liked_for * min(1.0, 2 * discovery),
        novelty=DEFAULT.novelty + 0.4 * turn,
        diversity=DEFAULT.diversity + 0.2 * turn,
        lesser_known=DEFAULT.lesser_known + 0.4 * turn,
        unlike=max(0.0, DEFAULT.unlike + 0.6 * turn),
    )

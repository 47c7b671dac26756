"""How varied a list is, and how adventurous: for whatever tracks there may be."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.ranking import Context, rank
from recommendations.ranking.diversity import diversify, likeness
from recommendations.ranking.weights import DEFAULT, for_discovery
from recommendations.tests.test_ranking import NOW, Did, contexts, counts, offers, track
from recommendations.types import Candidate, Ranked, Reason, Taste

knobs = st.floats(0, 1)
ROCK = Taste("genre", "rock")


@st.composite
def ranked_lists(draw):
    """Scored tracks of few artists, reasons and decades, best first."""
    items = [
        Ranked(
            track(
                number,
                draw(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=2, unique=True)),
                name=draw(st.sampled_from(["One", "One (Live)", "Two", "Three", "Four"])),
                release_year=draw(st.none() | st.integers(1960, 2026)),
            ),
            draw(st.integers(0, 100)) / 100,
            Reason("genre", draw(st.sampled_from(["rock", "jazz", "folk"]))),
        )
        for number in range(draw(st.integers(0, 30)))
    ]
    return sorted(items, key=lambda item: (-item.score, item.track.id))


@given(ranked_lists(), st.integers(1, 12), knobs, knobs)
def test_turning_the_knob_up_never_makes_a_list_less_diverse(items, count, one, other):
    low, high = (
        diversify(items, count=count, per_artist=2, diversity=knob) for knob in sorted((one, other))
    )
    assert len(low) == len(high)
    assert likeness(high) <= likeness(low)


@given(ranked_lists(), st.integers(1, 12), knobs)
def test_the_caps_hold_at_every_knob(items, count, knob):
    chosen = diversify(items, count=count, per_artist=2, diversity=knob)
    names = [name for item in chosen for name in item.track.artist_names]
    songs = [item.track.song for item in chosen]
    assert len(chosen) <= count
    assert all(names.count(name) <= 2 for name in names)
    assert len(set(songs)) == len(songs)


@given(ranked_lists(), st.integers(1, 12), knobs)
def test_scores_fall_along_the_list(items, count, knob):
    scores = [item.score for item in diversify(items, count=count, per_artist=2, diversity=knob)]
    assert scores == sorted(scores, reverse=True)


@given(ranked_lists(), st.integers(1, 12))
def test_a_knob_at_0_takes_from_the_top(items, count):
    chosen = diversify(items, count=count, per_artist=30, diversity=0)
    songs = {item.track.song: item for item in reversed(items)}
    best = [item for item in items if songs[item.track.song] is item]
    assert chosen == best[:count]


@given(offers(), contexts, counts, knobs)
def test_what_is_out_stays_out_however_adventurous(candidates, context, count, discovery):
    hidden = replace(context, hidden_artists=frozenset({"ada", "id of Cher"}))
    ranked = rank(candidates, hidden, count=count, weights=for_discovery(discovery))
    assert not {item.track.id for item in ranked} & context.skipped
    assert not {name for item in ranked for name in item.track.artist_names} & {"Ada", "Cher"}
    assert all(0 <= item.score <= 1 for item in ranked)


def test_the_middle_is_the_default():
    assert for_discovery(0.5) == DEFAULT


@pytest.mark.parametrize(("discovery", "first"), [(0, "Ada"), (1, "Cher")])
def test_the_familiar_like_what_they_know_and_the_adventurous_what_is_new(discovery, first):
    tracks = [track(1, ["Ada"]), track(2, ["Cher"])]
    candidates = [Candidate(facts, ROCK, 5, "s") for facts in tracks]
    context = Context(now=NOW, seed="s", artists={"ada": Did(plays=1)})
    ranked = rank(candidates, context, count=2, weights=for_discovery(discovery))
    assert ranked[0].track.artist_names == (first,)


def test_variety_is_bought_at_a_small_price_only():
    decades = [1970] * 4 + [1990] * 2
    scores = [0.90, 0.89, 0.88, 0.87, 0.86, 0.20]
    items = [
        Ranked(track(n, [f"Artist {n}"], release_year=year), scores[n], Reason("genre", "rock"))
        for n, year in enumerate(decades)
    ]
    chosen = diversify(items, count=4, per_artist=2, diversity=0.3)
    assert [item.score for item in chosen] == [0.90, 0.89, 0.88, 0.86]

"""A ranking goes on behind its first list: disjoint pages, each under the caps."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from recommendations.ranking import DEFAULT, rank, rank_on
from recommendations.tests.test_ranking import contexts, offers

sizes = st.integers(1, 50)


def pages(candidates, context, size):
    """The first list and everything behind it, cut into pages."""
    first = rank(candidates, context, count=size)
    begun = [item.track for item in first]
    everything = first + rank_on(begun, candidates, context, count=500)
    return [everything[start : start + size] for start in range(0, len(everything), size)]


@given(offers(), contexts, sizes)
def test_no_song_is_on_two_pages(candidates, context, size):
    songs = [item.track.song for page in pages(candidates, context, size) for item in page]
    assert len(songs) == len(set(songs))


@given(offers(), contexts, sizes)
def test_the_cap_of_artists_holds_on_every_page(candidates, context, size):
    for page in pages(candidates, context, size):
        artists = Counter(name for item in page for name in item.track.artist_names)
        assert all(number <= DEFAULT.per_artist for number in artists.values())


@given(offers(), contexts, sizes)
def test_what_is_out_is_on_no_page(candidates, context, size):
    items = [item for page in pages(candidates, context, size) for item in page]
    assert not {item.track.id for item in items} & context.skipped
    assert context.explicit or True not in {item.track.explicit for item in items}


@given(st.data(), offers(), contexts, sizes)
def test_equal_input_gives_equal_pages(data, candidates, context, size):
    shuffled = data.draw(st.permutations(candidates))
    assert pages(shuffled, context, size) == pages(candidates, context, size)

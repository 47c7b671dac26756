"""Links are cut to the strongest of each item, the form that is stored."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from recommendations.learning.links import Links, NeighbourLists, truncate

ITEMS = 6
links = st.dictionaries(
    st.tuples(st.integers(0, ITEMS - 1), st.integers(0, ITEMS - 1)), st.floats(-2, 2, width=32)
).map(lambda found: Links.of([s for s, _ in found], [t for _, t in found], [*found.values()]))


def test_an_item_keeps_its_strongest_links_for_and_against() -> None:
    lists = truncate(Links.of([0, 0, 0], [1, 2, 3], [0.5, -2.0, 1.0]), ITEMS, per_item=2)
    neighbours, weights = lists.of(0)
    assert (neighbours.tolist(), weights.tolist()) == ([2, 3], [-2.0, 1.0])


def test_of_equal_links_the_lower_item_stays() -> None:
    lists = truncate(Links.of([0, 0], [5, 2], [1.0, 1.0]), ITEMS, per_item=1)
    assert lists.of(0)[0].tolist() == [2]


def test_names_replace_numbers_and_items_without_neighbours_have_no_list() -> None:
    lists = truncate(Links.of([0, 2], [2, 1], [0.5, 0.25]), 3)
    assert dict(lists.named("abc")) == {"a": [("c", 0.5)], "c": [("b", 0.25)]}


def test_the_stored_size_grows_with_the_links_kept() -> None:
    many = Links.of([0] * 5, range(1, 6), [1.0] * 5)
    sizes = [truncate(many, ITEMS, per_item=kept).nbytes for kept in (1, 3)]
    assert sizes[1] - sizes[0] == 2 * 8


def test_no_links_are_empty_lists() -> None:
    assert dict(truncate(Links.join([]), ITEMS).named(range(ITEMS))) == {}


@given(links, st.integers(0, ITEMS))
def test_no_list_is_longer_than_the_cap_and_none_stronger_was_cut(given_links, cap) -> None:
    lists = truncate(given_links, ITEMS, per_item=cap)
    for item in range(ITEMS):
        own = np.abs(given_links.weight[given_links.source == item])
        kept = np.abs(lists.of(item)[1]).tolist()
        assert kept == sorted(own.tolist(), reverse=True)[:cap]


@given(links)
def test_a_cap_that_nobody_reaches_loses_nothing(given_links) -> None:
    lists = truncate(given_links, ITEMS, per_item=ITEMS)
    assert len(lists.weights) == len(given_links)


@given(links, st.integers(1, ITEMS + 1), st.integers(0, ITEMS))
def test_links_cut_range_by_range_are_the_same_as_cut_at_once(given_links, size, cap) -> None:
    ranges = {number: truncate(own, size, cap) for number, own in given_links.by_range(size)}
    joined, whole = NeighbourLists.join(ranges, size, ITEMS), truncate(given_links, ITEMS, cap)
    assert joined.starts.tolist() == whole.starts.tolist()
    assert joined.neighbours.tolist() == whole.neighbours.tolist()
    assert joined.weights.tolist() == whole.weights.tolist()

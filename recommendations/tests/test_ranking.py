"""The ranking alone, for whatever candidates and actions there may be."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from recommendations.ranking import Context, for_discovery, rank
from recommendations.ranking.weights import DEFAULT
from recommendations.types import EVERYONE, Candidate, Reason, Taste, TrackFacts

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ARTISTS = ("Ada", "Björk", "Cher", "Dido")
TASTES = (Taste("genre", "rock"), Taste("genre", "jazz"), Taste("artist", "ada"), EVERYONE)


@dataclass(frozen=True)
class Did:
    """What somebody did with an artist's or a genre's tracks."""

    plays: int = 0
    likes: int = 0
    skips: int = 0
    shares: int = 0
    praise: tuple[int, ...] = (1,)
    heard: tuple[int, ...] = (2,)


def track(number, artists=("Ada",), **facts):
    return TrackFacts(
        id=f"track{number:02}",
        name=facts.pop("name", f"Song {number}"),
        artist_ids=tuple(f"id of {name}" for name in artists),
        artist_names=tuple(artists),
        spotify_url="https://open.spotify.com/track/x",
        **facts,
    )


tracks = st.builds(
    track,
    st.integers(0, 30),
    st.lists(st.sampled_from(ARTISTS), min_size=1, max_size=3, unique=True),
    name=st.sampled_from(["One", "One (Live)", "Two", "Three - 2011 Remaster", "Four"]),
    popularity=st.none() | st.integers(0, 100),
    reception=st.none() | st.floats(-1, 1),
    explicit=st.none() | st.booleans(),
)
ids = st.frozensets(st.integers(0, 30).map("track{:02}".format), max_size=8)
deeds = st.builds(Did, *[st.integers(0, 5)] * 4)
moments = st.integers(0, 60).map(lambda days: NOW - timedelta(days=days))


CAUSES = {"similar": Reason("similar", "Song a", evidence=(7,)), "own_artist": Reason("x", "y")}


@st.composite
def offers(draw):
    """Candidates of some pools and of what was learned: each offers a track once, and all agree
    on its facts.
    """
    known = draw(st.lists(tracks, max_size=25, unique_by=lambda facts: facts.id))
    shared = [
        Candidate(
            facts,
            taste,
            rank_in_pool,
            draw(st.sampled_from(["search", "popular_here"])),
            stands_for=draw(st.sampled_from(["", "kin"])) if taste.kind == "genre" else "",
        )
        for taste in TASTES
        for rank_in_pool, facts in enumerate(known)
        if draw(st.booleans())
    ]
    own = [
        Candidate(facts, Taste(kind), place, kind, cause=cause, support=draw(st.floats(0, 1)))
        for kind, cause in CAUSES.items()
        for place, facts in enumerate(known)
        if draw(st.booleans())
    ]
    return shared + own


contexts = st.builds(
    Context,
    now=st.just(NOW),
    seed=st.text(max_size=5),
    liked=ids,
    skipped=ids,
    last_heard=st.dictionaries(st.integers(0, 30).map("track{:02}".format), moments, max_size=8),
    artists=st.dictionaries(st.sampled_from([name.casefold() for name in ARTISTS]), deeds),
    genres=st.dictionaries(st.sampled_from(["rock", "jazz"]), deeds),
    explicit=st.booleans(),
)
counts = st.integers(1, 50)


@given(offers(), contexts, counts)
def test_a_list_is_never_longer_than_asked(candidates, context, count):
    assert len(rank(candidates, context, count=count)) <= count


@given(offers(), contexts, counts)
def test_no_artist_exceeds_the_cap(candidates, context, count):
    ranked = rank(candidates, context, count=count)
    artists = Counter(name for item in ranked for name in item.track.artist_names)
    assert all(number <= DEFAULT.per_artist for number in artists.values())


@given(offers(), contexts, counts)
def test_no_song_comes_twice(candidates, context, count):
    songs = [item.track.song for item in rank(candidates, context, count=count)]
    assert len(songs) == len(set(songs))


@given(offers(), contexts, counts)
def test_what_was_skipped_never_comes(candidates, context, count):
    chosen = {item.track.id for item in rank(candidates, context, count=count)}
    assert not chosen & context.skipped


@given(offers(), contexts, counts)
def test_explicit_tracks_come_only_if_they_may(candidates, context, count):
    marks = {item.track.explicit for item in rank(candidates, context, count=count)}
    assert context.explicit or True not in marks


@given(offers(), contexts, counts)
def test_what_was_heard_lately_comes_only_if_nothing_else_is_left(candidates, context, count):
    heard = {t for t, at in context.last_heard.items() if at > NOW - DEFAULT.heard_for}
    out = {c.track.song for c in candidates if c.track.id in context.skipped}
    offered = [
        c.track
        for c in candidates
        if (context.explicit or not c.track.explicit) and c.track.song not in out
    ]
    heard_songs = {track.song for track in offered if track.id in heard}
    chosen = {item.track.id for item in rank(candidates, context, count=count)}
    assert not chosen & heard or all(track.song in heard_songs for track in offered)


@given(offers(), contexts, counts)
def test_no_other_version_of_what_was_skipped_comes(candidates, context, count):
    out = {c.track.song for c in candidates if c.track.id in context.skipped}
    assert not out & {item.track.song for item in rank(candidates, context, count=count)}


@given(offers(), contexts, counts)
def test_scores_lie_between_0_and_1_and_fall(candidates, context, count):
    scores = [item.score for item in rank(candidates, context, count=count)]
    assert all(0 <= score <= 1 for score in scores)
    assert scores == sorted(scores, reverse=True)


@given(st.data(), offers(), contexts, counts)
def test_the_order_of_candidates_does_not_matter(data, candidates, context, count):
    shuffled = data.draw(st.permutations(candidates))
    assert rank(shuffled, context, count=count) == rank(candidates, context, count=count)


@given(offers(), contexts, counts)
def test_a_reason_agrees_with_what_was_offered_and_done(candidates, context, count):
    tastes = {(c.track.id, c.taste.kind) for c in candidates}
    for item in rank(candidates, context, count=count):
        code, value = item.reason.code, item.reason.value
        if code in ("genre", "artist"):
            assert (item.track.id, code) in tastes
        elif code in ("liked_artist", "played_artist"):
            did = context.artists[value.casefold()]
            assert value in item.track.artist_names
            assert bool(did.likes or did.shares) == (code == "liked_artist")


def test_a_like_moves_an_artist_up():
    candidates = [Candidate(track(n, [name]), TASTES[0], 5, "s") for n, name in enumerate(ARTISTS)]
    context = Context(now=NOW, seed="s", artists={"dido": Did(likes=1)})
    assert rank(candidates, context, count=4)[0].track.artist_names == ("Dido",)


def test_a_skip_moves_an_artist_down():
    candidates = [Candidate(track(n, [name]), TASTES[0], 5, "s") for n, name in enumerate(ARTISTS)]
    context = Context(now=NOW, seed="s", artists={"ada": Did(skips=1)})
    assert rank(candidates, context, count=4)[-1].track.artist_names == ("Ada",)


def test_a_genre_that_goes_down_badly_gives_way_to_one_that_goes_down_well():
    candidates = [
        Candidate(track(n, [f"Artist {n}"]), TASTES[n % 2], n // 2, "s") for n in range(20)
    ]
    genres = {"rock": Did(likes=1, skips=9), "jazz": Did(likes=7, skips=3)}
    listed = rank(candidates, Context(now=NOW, seed="s", genres=genres), count=8)
    assert [item.reason.value for item in listed] == ["jazz"] * 8


def test_one_action_moves_less_than_many_alike():
    candidates = [Candidate(track(1, ["Ada"]), TASTES[0], 5, "s")]
    scores = [
        rank(candidates, Context(now=NOW, seed="s", artists={"ada": Did(skips=skips)}), count=1)
        for skips in (0, 1, 5)
    ]
    none, one, many = (listed[0].score for listed in scores)
    assert none > one > many


def test_what_others_took_better_comes_first():
    candidates = [
        Candidate(track(n, [f"Artist {n}"], reception=0.1 * n), TASTES[0], 5, "s") for n in range(5)
    ]
    context = Context(now=NOW, seed="s")
    plain = replace(DEFAULT, jitter=0.0)
    listed = rank(candidates, context, count=5, weights=plain)
    assert [item.track.id for item in listed] == [f"track{n:02}" for n in (4, 3, 2, 1, 0)]


def test_what_was_liked_comes_again_sooner_to_who_likes_the_familiar():
    heard = {"track01": NOW - timedelta(days=20), "track02": NOW - timedelta(days=20)}
    candidates = [Candidate(track(n, [f"Artist {n}"]), TASTES[0], 5, "s") for n in (1, 2, 3)]
    context = Context(now=NOW, seed="s", liked=frozenset({"track01"}), last_heard=heard)

    def listed(discovery):
        ranked = rank(candidates, context, count=3, weights=for_discovery(discovery))
        return {item.track.id for item in ranked}

    assert listed(0.5) == {"track03"}
    assert listed(0.25) == {"track01", "track03"}


def test_two_tastes_are_better_than_one():
    both = track(1, ["Ada"])
    one = track(2, ["Cher"])
    candidates = [Candidate(both, taste, 30, "s") for taste in TASTES[:2]]
    candidates.append(Candidate(one, TASTES[0], 0, "s"))
    assert rank(candidates, Context(now=NOW, seed="s"), count=1)[0].track == both


def test_another_day_gives_near_equals_another_order():
    candidates = [Candidate(track(n, [f"Artist {n}"]), TASTES[0], 9, "s") for n in range(30)]
    days = [
        [item.track.id for item in rank(candidates, Context(now=NOW, seed=f"1:{day}"), count=30)]
        for day in ("2026-11-22", "2026-11-23")
    ]
    assert days[0] != days[1]
    assert sorted(days[0]) == sorted(days[1])

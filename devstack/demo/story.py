"""The story, step by step. A step raises StepFailed, or returns lines for the person."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from devstack.demo.api import Api, StepFailed, expect
from devstack.demo.cast import Choice, best_position, choose, event
from devstack.demo.listener import Item, Listener
from devstack.demo.telling import changes, table

_TASTES = {
    "favorite_genres": ["rock", "jazz"],
    "favorite_artists": ["Led Zeppelin"],
    "moods": ["chill"],
}
_LENGTH = 20


@dataclass
class Scene:
    """What the steps hand on to each other."""

    listener: Listener
    neighbour: Listener
    before: list[Item] = field(default_factory=list)
    choice: Choice | None = None

    @property
    def chosen(self) -> Choice:
        """What the listener acted on."""
        assert self.choice is not None
        return self.choice


def sign_up(scene: Scene) -> list[str]:
    """An account with tastes."""
    user = scene.listener.sign_up(**_TASTES)
    for name, words in _TASTES.items():
        expect(user["profile"][name] == words, f"The profile's {name} are not those sent.")
    words = [word for words in _TASTES.values() for word in words]
    return [f"{user['username']} (id {user['id']}): {', '.join(words)}"]


def log_in(scene: Scene) -> list[str]:
    """A pair of tokens."""
    tokens = scene.listener.log_in()
    expect(tokens.keys() >= {"access", "refresh"}, "The answer lacks a token.")
    return []


def first_list(scene: Scene) -> list[str]:
    """Something to hear at once."""
    answer = scene.listener.get("/api/recommendations/me/")
    items = answer["recommendations"]
    expect(items, "The first list is empty.")
    return [f"{len(items)} tracks from {answer['source']}, the first: {items[0]['track_name']}"]


def refresh(scene: Scene) -> list[str]:
    """202, then polled until done."""
    state = scene.listener.refresh()
    expect(state["count"], "The refresh found nothing.")
    return [f"{state['count']} tracks chosen"]


def read_list(scene: Scene) -> list[str]:
    """Twenty, each once, each with its reason, no artist more than twice."""
    items = scene.before = scene.listener.recommendations()
    expect(len(items) == _LENGTH, f"There are {len(items)} recommendations, not {_LENGTH}.")
    expect(len({item["track_id"] for item in items}) == _LENGTH, "A track is there twice.")
    expect(all(item["reason"]["text"] for item in items), "A recommendation gives no reason.")
    artist, most = Counter(item["artist_name"] for item in items).most_common(1)[0]
    expect(most <= 2, f"{artist} is there {most} times.")
    return table(items)


def act(scene: Scene) -> list[str]:
    """A like by itself; skips and plays in a batch that repeats one event."""
    choice = scene.choice = choose(scene.before)
    scene.listener.tell(event(choice.liked, "like"), status=201)
    batch = [event(item, "skip") for item in choice.skipped]
    batch += [event(item, "play") for item in choice.played]
    verdict = scene.listener.tell([*batch, batch[0]], status=200)
    counts = {name: verdict[name] for name in ("accepted", "duplicate", "rejected")}
    wanted = {"accepted": len(batch), "duplicate": 1, "rejected": 0}
    expect(counts == wanted, f"The batch was judged {counts}, not {wanted}.")
    again = scene.listener.tell(batch, status=200)
    expect(again["duplicate"] == len(batch), "A batch that was sent again was counted again.")
    return [
        f"liked {choice.liked['track_name']}, {choice.liked['artist_name']}",
        *(f"skipped {item['track_name']}, {item['artist_name']}" for item in choice.skipped),
        *(f"played {item['track_name']}, {item['artist_name']}" for item in choice.played),
        f"batch of {len(batch) + 1}, one repeated: {wanted['accepted']} accepted, 1 duplicate",
        f"the same batch again: {again['duplicate']} duplicates",
    ]


def next_list(scene: Scene) -> list[str]:
    """The very next list knows, without a refresh."""
    return _changed_as_asked(scene, scene.listener.recommendations())


def refreshed_list(scene: Scene) -> list[str]:
    """After a refresh: what was skipped or heard is gone, the liked artist stands higher."""
    scene.listener.refresh()
    after = scene.listener.recommendations()
    return _changed_as_asked(scene, after) + changes(scene.before, after)


def _changed_as_asked(scene: Scene, after: Sequence[Item]) -> list[str]:
    choice = scene.chosen
    present = {item["track_id"] for item in after}
    for item in (*choice.skipped, *choice.played):
        expect(item["track_id"] not in present, f"{item['track_name']} is still in the list.")
    artist = choice.liked["artist_name"]
    old, new = best_position(scene.before, artist), best_position(after, artist)
    expect(new < old, f"{artist} was liked and went from position {old} to {new}.")
    return [f"skipped and heard tracks are gone; {artist}: position {old} -> {new}"]


def neighbour_listens(scene: Scene) -> list[str]:
    """Someone else plays the same two tracks: trends take more than one listener."""
    scene.neighbour.sign_up(favorite_genres=["jazz"])
    scene.neighbour.log_in()
    batch = [event(item, "play") for item in scene.chosen.played]
    scene.neighbour.tell(batch, status=200)
    return [scene.neighbour.username]


def trends(scene: Scene) -> list[str]:
    """What is played here."""
    answer = scene.listener.get("/api/analytics/trends/?limit=50")
    names = [track["track_name"] for track in answer["popular_tracks"]]
    for item in scene.chosen.played:
        expect(item["track_name"] in names, f"{item['track_name']} was played and is no trend.")
    return [
        f"tracks: {', '.join(names[:3])}",
        f"artists: {', '.join(artist['name'] for artist in answer['trending_artists'][:3])}",
        f"as of {answer['as_of']}, window {answer['window']}",
    ]


def engagement(scene: Scene) -> list[str]:
    """Every event, each once."""
    answer = scene.listener.get("/api/analytics/user/me/")
    choice = scene.chosen
    total = answer["total_activities"]
    expect(total == choice.count, f"{total} activities are counted, not {choice.count}.")
    actions = {name: count for name, count in answer["activities_by_action"].items() if count}
    wanted = {"play": len(choice.played), "like": 1, "skip": len(choice.skipped)}
    expect(actions == wanted, f"The actions are counted {actions}, not {wanted}.")
    return [
        f"{total} activities: {', '.join(f'{n} {name}' for name, n in sorted(actions.items()))}"
    ]


def keep_out(scene: Scene) -> list[str]:
    """The neighbour sees nothing of the listener's."""
    owner = scene.listener.id
    paths = [
        f"/api/users/{owner}/",
        f"/api/recommendations/{owner}/",
        f"/api/recommendations/{owner}/history/",
        f"/api/analytics/user/{owner}/",
    ]
    return [
        f"403 {scene.neighbour.get(path, status=403)['code']} {path.replace(str(owner), '{id}')}"
        for path in paths
    ]


def erase(scene: Scene) -> list[str]:
    """Both accounts go, and their tokens and passwords with them."""
    for person in (scene.listener, scene.neighbour):
        person.erase()
        person.get("/api/users/me/", status=401)
        person.log_in(status=401)
    return ["gone: accounts, lists, activity; tokens and passwords are refused"]


Step = Callable[[Scene], list[str]]

STEPS: tuple[tuple[str, Step], ...] = (
    ("A listener signs up with tastes", sign_up),
    ("gets an access token", log_in),
    ("hears something at once", first_list),
    ("asks for a refresh (202, then polled)", refresh),
    ("reads 20 recommendations with reasons", read_list),
    ("likes, skips and plays; sends some of it twice", act),
    ("finds the very next list changed", next_list),
    ("refreshes again", refreshed_list),
    ("Someone else signs up and plays the same tracks", neighbour_listens),
    ("Trends", trends),
    ("Engagement of the listener", engagement),
    ("Someone else may see none of it (403)", keep_out),
    ("Both erase their accounts", erase),
)


def play(base_url: str, say: Callable[[str], None]) -> None:
    """Play all steps against a server; StepFailed names the first that did not hold."""
    api = Api(base_url)
    scene = Scene(Listener(api, "demo-listener"), Listener(api, "demo-neighbour"))
    begun = time.perf_counter()
    for number, (title, step) in enumerate(STEPS, 1):
        started = time.perf_counter()
        try:
            lines = step(scene)
        except StepFailed as failure:
            raise StepFailed(f'Step {number} ("{title}") failed: {failure}') from None
        say(f"{number:>2}. {title:<52} {(time.perf_counter() - started) * 1000:>7.0f} ms")
        for line in lines:
            say(f"      {line}")
    say(f"All {len(STEPS)} steps held, in {time.perf_counter() - begun:.1f} s.")

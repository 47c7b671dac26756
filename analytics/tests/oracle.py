"""What counts and reports must say, worked out in plain Python from the list of all events.

It shares nothing with what it is held against: no statement, no rule. Listeners are sets, what a
stream is stands here once more, as its sources say it (see analytics/streams.py).
"""

import math
from collections import Counter, defaultdict
from datetime import UTC, timedelta

from analytics.models import TrackGenre, UserActivity
from analytics.trends import HALF_LIVES, MANY, score

ACTIONS = ("play", "like", "skip", "share")
_NEWEST = 50


def hour_of(moment):
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def quarter_of(moment):
    return hour_of(moment) + timedelta(minutes=moment.minute // 15 * 15)


def is_stream(event):
    """Thirty seconds of a play, or nine tenths of a track that is shorter."""
    if event.action != "play" or event.ms_played is None:
        return False
    if event.ms_played >= 30_000:
        return True
    return 0 < (event.duration_ms or 0) < 30_000 and event.ms_played >= 0.9 * event.duration_ms


def counts_of(events):
    """(plays, likes, skips, shares, streams, ms_played) of some events."""
    by_action = Counter(event.action for event in events)
    streams = sum(map(is_stream, events))
    ms_played = sum(event.ms_played or 0 for event in events)
    return (*(by_action[action] for action in ACTIONS), streams, ms_played)


def grouped(events, key):
    groups = defaultdict(list)
    for event in events:
        groups[key(event)].append(event)
    return groups


class Oracle:
    """All events of the database at this moment."""

    def __init__(self):
        self.events = list(UserActivity.objects.all())
        self.genres = defaultdict(set)
        for track, genre in TrackGenre.objects.values_list("track_id", "genre"):
            self.genres[track].add(genre)

    def items_of(self, event):
        yield "platform", ""
        if not event.private:
            yield "track", event.track_id
            yield "artist", event.artist_name.casefold()
            yield from (("genre", genre) for genre in self.genres[event.track_id])

    def by_item(self):
        """(kind, key) -> its events."""
        items = defaultdict(list)
        for event in self.events:
            for item in self.items_of(event):
                items[item].append(event)
        return items

    def item_totals(self):
        return {item: counts_of(events) for item, events in self.by_item().items()}

    def items_of_several(self):
        """(kind, key) of what more than one user listened to."""
        return {item for item, events in self.by_item().items() if len(listeners(events)) > 1}

    def item_hours(self):
        """(kind, key, hour) -> its counts and how many different listeners it had."""
        return {
            (*item, hour): (*counts_of(of_hour), len(listeners(of_hour)))
            for item, events in self.by_item().items()
            for hour, of_hour in grouped(events, lambda e: hour_of(e.timestamp)).items()
        }

    def user_days(self):
        days = grouped(self.events, lambda e: (e.user_id, e.timestamp.astimezone(UTC).date()))
        return {key: counts_of(events) for key, events in days.items()}

    def user_totals(self):
        return {
            user: (len(events), max(event.timestamp for event in events))
            for user, events in grouped(self.events, lambda e: e.user_id).items()
        }

    def active_since(self, moment):
        return {event.user_id for event in self.events if event.timestamp >= moment}

    def most_active(self, first_day):
        """User -> events from the first day on."""
        days = Counter()
        for (user, day), counts in self.user_days().items():
            if first_day is None or day >= first_day:
                days[user] += sum(counts[:4])
        return dict(days)

    def trends(self, kind, window):
        """Key -> (plays, events, score) of everything of a kind that may be listed."""
        items, now = self.by_item(), window.as_of
        short, long = HALF_LIVES[window.name]
        platform = items.get(("platform", ""), [])
        past = heat(platform, long, now)
        factor = heat(platform, short, now) / past if past else 0
        least = max(2, min(3, len(listeners(within(platform, window)))))
        found = {}
        for (of_kind, key), events in items.items():
            recent = within(events, window)
            if of_kind == kind and len(listeners(recent)) >= least:
                counts = counts_of(recent)
                value = score(counting(events, short, now), heat(events, long, now) * factor)
                found[key] = (counts[0], sum(counts[:4]), value)
        return found


def within(events, window):
    return [e for e in events if window.since is None or hour_of(e.timestamp) >= window.since]


def listeners(events):
    """Who did anything but skip, and not in private."""
    return {e.user_id for e in events if e.action != "skip" and not e.private}


def listened(events):
    """Every (hour, user) in which somebody listened, once."""
    return {
        (hour, user)
        for hour, of_hour in grouped(events, lambda e: hour_of(e.timestamp)).items()
        for user in listeners(of_hour)
    }


def weight(hour, half_life, now):
    return 1 if half_life == math.inf else 2.0 ** -((now - hour) / timedelta(hours=half_life))


def heat(events, half_life, now):
    return sum(weight(hour, half_life, now) for hour, _ in listened(events))


def counting(events, half_life, now):
    """The short heat, as far as it counts: the newest listeners once a day each."""
    whole = heat(events, half_life, now)
    newest = sorted(listened(events), reverse=True)[:_NEWEST]
    once = {}
    for hour, user in newest:
        weighs = weight(hour, half_life, now)
        once[user, hour.date()] = max(weighs, once.get((user, hour.date()), 0))
    weighed = sum(weight(hour, half_life, now) for hour, _ in newest)
    too_many = whole >= MANY / (1 - 2 ** (-1 / half_life))
    return whole if too_many or not weighed else whole * sum(once.values()) / weighed

"""What tracks and artists are called: as the latest event says, of those that are there."""

import pytest
from django.db import connection

from analytics import rollups, services
from analytics.models import Item, UserActivity
from analytics.tests.horizon import wait_until_all_ended
from users import services as users

pytestmark = pytest.mark.django_db(transaction=True)

CANARY = "Canary7391"


@pytest.fixture
def heard(happened):
    """Store a play under a name: ``heard(owner, "Feeling Good", hours_ago=3)``."""

    def store(user, name, *, artist="Nina Simone", hours_ago=0.0, **fields):
        event = happened(user, "play", "t1", artist=artist, hours_ago=hours_ago, **fields)
        with connection.cursor() as cursor:  # the names are no part of what an event counts for
            cursor.execute(
                "UPDATE analytics_useractivity SET track_name = %s WHERE id = %s", [name, event.pk]
            )
        return event

    return store


def names():
    rollups.count_all(seconds=30)
    track = Item.objects.get(kind="track")
    artists = Item.objects.filter(kind="artist").order_by("key")
    return (track.name, track.artist_name, *artists.values_list("name", flat=True))


def assert_the_same_counted_anew():
    before = names()
    rollups.forget_counts()
    assert names() == before


def test_the_latest_name_wins_whenever_it_arrives(owner, heard):
    heard(owner, "Feeling Good", hours_ago=5)
    assert names() == ("Feeling Good", "Nina Simone", "Nina Simone")
    heard(owner, "Feeling Good (Live)", artist="NINA SIMONE", hours_ago=2)
    assert names() == ("Feeling Good (Live)", "NINA SIMONE", "NINA SIMONE")
    heard(owner, "feelin good", artist="nina simone", hours_ago=24 * 3000)
    assert names() == ("Feeling Good (Live)", "NINA SIMONE", "NINA SIMONE")
    assert_the_same_counted_anew()


def test_of_names_of_one_moment_always_the_same_wins(owner, other, heard):
    for user, name in [(owner, "B"), (other, "C"), (owner, "A")]:
        heard(user, name, hours_ago=1)
        names()
    assert names()[0] == "C"
    assert_the_same_counted_anew()


def test_a_private_name_is_shown_to_nobody(owner, heard):
    heard(owner, "Feeling Good", hours_ago=1)
    heard(owner, CANARY, artist="nina SIMONE", private=True)
    assert names() == ("Feeling Good", "Nina Simone", "Nina Simone")


def test_a_name_goes_with_the_last_event_that_had_it(owner, heard):
    heard(owner, "Feeling Good", hours_ago=3)
    latest = heard(owner, CANARY, artist="NINA Simone")
    assert names() == (CANARY, "NINA Simone", "NINA Simone")
    latest.delete()
    assert names() == ("Feeling Good", "Nina Simone", "Nina Simone")
    heard(owner, "Sinnerman", hours_ago=2)
    assert names()[0] == "Sinnerman"
    assert_the_same_counted_anew()


def test_it_is_looked_up_as_far_as_events_are_counted(owner, heard):
    heard(owner, "Feeling Good", hours_ago=3)
    heard(owner, CANARY).delete()
    heard(owner, "not counted yet", hours_ago=1)
    cut = UserActivity.objects.order_by("id").last().xact_id
    wait_until_all_ended()
    assert rollups.step(most_events=1)
    assert UserActivity.objects.filter(xact_id__gte=cut).exists()
    assert Item.objects.get(kind="track").name == "Feeling Good"


def test_an_erased_users_spelling_of_a_shared_track_is_gone(owner, other, event):
    for user, track, artist in [
        (owner, CANARY, "NINA SIMONE"),
        (other, "Feeling Good", "Nina Simone"),
        (owner, CANARY, "nina Simone"),
    ]:
        song = event(track_name=track, artist_name=artist)
        services.record_events([song], services.Caller(user.pk))
        wait_until_all_ended()
        services.roll_up(10)
    assert names() == (CANARY, "nina Simone", "nina Simone")
    users.erase_user(owner.pk)
    assert names() == ("Feeling Good", "Nina Simone", "Nina Simone")
    assert_the_same_counted_anew()

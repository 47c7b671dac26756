"""Where a stored event is: the Location of its 201."""

import pytest

pytestmark = pytest.mark.django_db


def test_the_location_of_an_event_holds_that_event_alone(owner, client_of, send, event):
    send(owner, event(track_id="another"))
    answer = send(owner, event(event_id="a b&c"))
    found = client_of(owner).get(answer["Location"]).json()["results"]
    assert [each["id"] for each in found] == [answer.json()["id"]]


def test_an_event_that_staff_sent_is_found_by_staff(owner, staff, client_of, send, event):
    answer = send(staff, event(user=owner.pk))
    found = client_of(staff).get(answer["Location"]).json()["results"]
    assert [each["user"] for each in found] == [owner.pk]


def test_a_duplicate_was_made_elsewhere(owner, send, event):
    send(owner, event(event_id="e1"))
    assert "Location" not in send(owner, event(event_id="e1"))

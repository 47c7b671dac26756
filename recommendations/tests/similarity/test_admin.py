"""Operators see what was learned, and can go back to the version before."""

import pytest
from django.contrib.auth.models import Permission

from recommendations.similarity import versions

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = "/admin/recommendations/similarityversion/"
LISTS = {"a": [("b", 0.5)]}


@pytest.fixture
def operator(make_user, client):
    """A browser in which an operator has signed in."""
    client.force_login(make_user("operator", is_staff=True, is_superuser=True))
    return client


def serve(browser, *chosen):
    """Select these versions and press the button; what the page then says."""
    form = {"action": "activate", "_selected_action": [version.pk for version in chosen]}
    return browser.post(PAGE, form, follow=True).content.decode()


def test_an_operator_goes_back_to_the_version_before(operator, learned):
    old, _ = learned("track", LISTS), learned("track", LISTS)
    assert f"Version {old.pk} is served now." in serve(operator, old)
    assert versions.active() == {"track": old.pk}


def test_one_version_has_to_be_selected(operator, learned):
    old, new = learned("track", LISTS), learned("track", LISTS)
    assert "Select one version." in serve(operator, old, new)
    assert versions.active() == {"track": new.pk}


def test_a_version_whose_training_never_ended_is_refused(operator, learned):
    served = learned("track", LISTS)
    facts = dict.fromkeys(("listeners", "interactions", "items", "links", "training_ms"), 0)
    assert "is not kept" in serve(operator, versions.begin("track", **facts))
    assert versions.active() == {"track": served.pk}


def test_who_may_only_look_is_not_offered_the_action(make_user, client, learned):
    looker = make_user("looker", is_staff=True)
    looker.user_permissions.add(Permission.objects.get(codename="view_similarityversion"))
    client.force_login(looker)
    old, new = learned("track", LISTS), learned("track", LISTS)
    serve(client, old)
    assert versions.active() == {"track": new.pk}


def test_the_page_of_a_version_shows_it_and_saves_nothing(operator, learned):
    page = operator.get(f"{PAGE}{learned('track', LISTS).pk}/change/")
    assert page.status_code == 200
    assert b'name="_save"' not in page.content

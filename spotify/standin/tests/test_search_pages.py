"""Search: limits by kind of app, paging, market, and what is refused."""

import pytest

ROCK = {"q": "genre:rock", "type": "track"}


def test_a_new_app_gets_five_and_at_most_ten(dev):
    assert len(dev.found("genre:rock")) == 5
    assert len(dev.found("genre:rock", limit=10)) == 10
    assert dev.refusal("search", **ROCK, limit=11) == (400, "Invalid limit")


def test_an_extended_app_gets_twenty_and_at_most_fifty(extended):
    assert len(extended.found("genre:rock")) == 20
    assert len(extended.found("genre:rock", limit=50)) == 50
    assert extended.refusal("search", **ROCK, limit=51) == (400, "Invalid limit")


@pytest.mark.parametrize("limit", ["0", "-1", "ten", ""])
def test_a_limit_that_is_none_is_refused(dev, limit):
    assert dev.refusal("search", **ROCK, limit=limit) == (400, "Invalid limit")


@pytest.mark.parametrize("offset", ["-1", "far", "1001"])
def test_an_offset_that_is_none_is_refused(dev, offset):
    assert dev.refusal("search", **ROCK, offset=offset) == (400, "Invalid offset")


def test_search_ends_at_the_thousandth_item(dev):
    assert dev.found("genre:rock", limit=10, offset=990)
    status, message = dev.refusal("search", **ROCK, limit=10, offset=991)
    assert (status, message) == (400, "Limit + Offset exceeds maximum of 1000")


def test_the_last_page_names_no_next_one(dev):
    page = dev.json("search", **ROCK, limit=10, offset=990)["tracks"]
    assert page["total"] > 1000
    assert page["next"] is None


def test_following_next_meets_every_item_once(dev):
    page = dev.json("search", q="genre:blues", type="track", limit=10)["tracks"]
    seen = [item["id"] for item in page["items"]]
    while page["next"]:
        page = dev.http.get(page["next"], timeout=10).json()["tracks"]
        seen += [item["id"] for item in page["items"]]
    assert len(seen) == len(set(seen)) == page["total"]


def test_a_page_knows_its_neighbours(dev):
    page = dev.json("search", **ROCK, limit=10, offset=5, market="NG")["tracks"]
    assert (page["limit"], page["offset"]) == (10, 5)
    assert "offset=15" in page["next"]
    assert "offset=0" in page["previous"]
    assert "market=NG" in page["href"]


def test_past_the_end_there_is_nothing(dev):
    page = dev.json("search", q="genre:opera", type="track", offset=500)["tracks"]
    assert (page["items"], page["next"], page["total"]) == ([], None, 1)


@pytest.mark.parametrize("market", ["NG", "us", "XK"])
def test_a_country_is_accepted_as_market(dev, market):
    assert dev.found("genre:rock", market=market)


@pytest.mark.parametrize("market", ["XY", "USA", ""])
def test_a_market_that_is_no_country_is_refused(dev, market):
    assert dev.refusal("search", **ROCK, market=market) == (400, "Invalid market code")


def test_a_search_needs_a_query_and_a_type(dev):
    assert dev.refusal("search", type="track") == (400, "No search query")
    assert dev.refusal("search", q="rock") == (400, "Missing parameter type")
    assert dev.refusal("search", q="x", type="song") == (400, "Bad search type field song")


def test_new_releases_are_closed_to_new_apps(dev, extended):
    assert dev.refusal("browse/new-releases") == (403, "Forbidden")
    assert extended.json("browse/new-releases", limit=3)["albums"]["limit"] == 3

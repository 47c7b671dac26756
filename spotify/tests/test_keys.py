"""What we leave in Redis."""

import pytest

from spotify.errors import NotOffered, QuotaExceeded


def test_every_key_has_our_prefix_and_an_expiry(client, standin, redis):
    before = set(redis.scan_iter("*"))
    client.search("love")
    client.search("love")
    standin.fault("quota_exceeded", match="search")
    with pytest.raises(QuotaExceeded):
        client.search("love")
    with pytest.raises(NotOffered):
        client.recommendations(seed_genres=["rock"])
    keys = set(redis.scan_iter("*")) - before
    assert len(keys) >= 6
    assert all(key.startswith(b"spotify:") for key in keys)
    assert all(redis.ttl(key) > 0 for key in keys)

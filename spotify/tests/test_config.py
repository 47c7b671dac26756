"""The configuration, and the keys that it leads to."""

from dataclasses import replace

import pytest

from spotify.config import SpotifyConfig

CONFIG = SpotifyConfig("an-id", "a-secret")


def test_the_secret_is_not_shown_when_printed():
    assert "a-secret" not in repr(CONFIG)
    assert "an-id" in repr(CONFIG)


def test_two_apps_keep_their_state_apart():
    assert replace(CONFIG, client_id="other").key_prefix != CONFIG.key_prefix


def test_the_standin_and_the_real_spotify_keep_their_state_apart():
    assert replace(CONFIG, api_url="http://127.0.0.1:1/v1").key_prefix != CONFIG.key_prefix


def test_a_new_secret_keeps_the_state_but_changes_the_fingerprint():
    renewed = replace(CONFIG, client_secret="new")
    assert renewed.key_prefix == CONFIG.key_prefix
    assert renewed.fingerprint != CONFIG.fingerprint


def test_every_key_starts_with_spotify():
    assert CONFIG.key_prefix.startswith("spotify:")


def test_a_budget_without_calls_is_refused():
    with pytest.raises(ValueError, match="daily_budget"):
        SpotifyConfig("an-id", "a-secret", daily_budget=0)

"""From sign-up to erasure: ``python example.py http://127.0.0.1:8000``."""

import sys
import uuid
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TypeVar

from music_discovery_client import AuthenticatedClient, Client
from music_discovery_client.api.analytics import analytics_activity_create
from music_discovery_client.api.auth import auth_token_create
from music_discovery_client.api.recommendations import recommendations_retrieve
from music_discovery_client.api.users import users_create, users_destroy, users_partial_update
from music_discovery_client.models.activity_action import ActivityAction
from music_discovery_client.models.credentials_request import CredentialsRequest
from music_discovery_client.models.error import Error
from music_discovery_client.models.event_request import EventRequest
from music_discovery_client.models.patched_user_request import PatchedUserRequest
from music_discovery_client.models.profile_request import ProfileRequest
from music_discovery_client.models.profile_request_preferences import ProfileRequestPreferences
from music_discovery_client.models.recommendation_list import RecommendationList
from music_discovery_client.models.user_request import UserRequest

_PASSWORD = "a long enough passphrase"
Answer = TypeVar("Answer")


def main(base_url: str) -> None:
    """The whole way of a listener who stays for a minute."""
    client = signed_up(base_url)
    heard = read_list(client)
    tell(client, heard)
    be_refused(client)
    gone = users_destroy.sync_detailed("me", client=client)
    assert gone.status_code is HTTPStatus.NO_CONTENT


def signed_up(base_url: str) -> AuthenticatedClient:
    """A client that carries the token of a new account."""
    name = f"py-{uuid.uuid4().hex[:8]}"
    anyone = Client(base_url=base_url, raise_on_unexpected_status=True)
    tastes = ProfileRequest(favorite_genres=["rock", "jazz"])
    account = UserRequest(name, f"{name}@example.org", password=_PASSWORD, profile=tastes)
    good(users_create.sync(client=anyone, body=account))
    tokens = good(auth_token_create.sync(client=anyone, body=CredentialsRequest(name, _PASSWORD)))
    return AuthenticatedClient(base_url, tokens.access, raise_on_unexpected_status=True)


def read_list(client: AuthenticatedClient) -> RecommendationList:
    """What the service recommends, and why."""
    found: RecommendationList = good(recommendations_retrieve.sync("me", client=client, limit=5))
    for item in found.recommendations:
        print(f"{item.track_name} by {item.artist_name}: {item.reason.text}")
    return found


def tell(client: AuthenticatedClient, heard: RecommendationList) -> None:
    """Send a play. An ``event_id`` of one's own makes sending it again harmless."""
    first = heard.recommendations[0]
    play = EventRequest(
        action=ActivityAction.PLAY,
        track_id=first.track_id,
        track_name=first.track_name,
        artist_name=first.artist_name,
        event_id=str(uuid.uuid4()),
        timestamp=datetime.now(UTC),
    )
    good(analytics_activity_create.sync(client=client, body=play))


def be_refused(client: AuthenticatedClient) -> None:
    """What is wrong comes back as an ``Error`` with a code."""
    preferences = ProfileRequestPreferences.from_dict({"discovery": 7})
    change = PatchedUserRequest(profile=ProfileRequest(preferences=preferences))
    answer = users_partial_update.sync("me", client=client, body=change)
    assert isinstance(answer, Error)
    print(f"{answer.code}: {answer.error}")


def good(answer: Answer | Error | None) -> Answer:
    """The answer itself. Raises RuntimeError when it is an error."""
    if answer is None or isinstance(answer, Error):
        raise RuntimeError(answer)
    return answer


if __name__ == "__main__":
    main((sys.argv[1:] or ["http://127.0.0.1:8000"])[0])

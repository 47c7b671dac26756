"""Someone who uses the product."""

import secrets
import time
from typing import Any

from devstack.demo.api import Api, StepFailed, expect

Item = dict[str, Any]

_REFRESH_SECONDS = 60


class Listener:
    """A person with an account, who does by HTTP what people do."""

    def __init__(self, api: Api, name: str) -> None:
        self.name = name
        self.username = f"{name}-{secrets.token_hex(4)}"
        self.id = 0
        self._api = api
        self._password = secrets.token_urlsafe(16)
        self._token: str | None = None

    def sign_up(self, **profile: list[str]) -> Any:
        """Make the account; the user as the server tells it."""
        account = {
            "username": self.username,
            "email": f"{self.username}@example.org",
            "password": self._password,
            "profile": profile,
        }
        user = self._api.call("POST", "/api/users/", status=201, body=account)
        self.id = user["id"]
        return user

    def log_in(self, *, status: int = 200) -> Any:
        """Get a pair of tokens and keep the one for access."""
        account = {"username": self.username, "password": self._password}
        tokens = self._api.call("POST", "/api/auth/token/", status=status, body=account)
        self._token = tokens.get("access", self._token)
        return tokens

    def get(self, path: str, *, status: int = 200) -> Any:
        """Read something with this person's token."""
        return self._api.call("GET", path, status=status, token=self._token)

    def recommendations(self) -> list[Item]:
        """The list as it is now."""
        items: list[Item] = self.get("/api/recommendations/me/")["recommendations"]
        return items

    def refresh(self) -> Any:
        """Ask for a new list and poll until it is made; the final status."""
        path = "/api/recommendations/me/refresh/"
        accepted = self._api.call("POST", path, status=202, token=self._token, body={})
        deadline = time.monotonic() + _REFRESH_SECONDS
        pause = 0.05
        while time.monotonic() < deadline:
            state = self.get(accepted["status_url"])
            if state["status"] in ("success", "error"):
                expect(state["status"] == "success", f"The refresh failed: {state['error']}")
                return state
            time.sleep(pause)
            pause = min(pause * 2, 2)
        raise StepFailed(f"The refresh was not done within {_REFRESH_SECONDS} s.")

    def tell(self, events: Any, *, status: int) -> Any:
        """Send one event or a list of them."""
        path = "/api/analytics/activity/"
        return self._api.call("POST", path, status=status, token=self._token, body=events)

    def erase(self) -> None:
        """End the account and everything that is kept about this person."""
        self._api.call("DELETE", "/api/users/me/", status=204, token=self._token)
        self.id = 0

"""A caller of the stand-in: an ordinary HTTP client with a token."""

from typing import Any

import requests

from spotify.standin import StandinServer


class Caller:
    """Calls one stand-in over HTTP. Closed together with it."""

    def __init__(self, standin: StandinServer) -> None:
        self.standin = standin
        self.http = requests.Session()

    def token(self, **form: str) -> requests.Response:
        """Ask for a token with the right credentials and ``form`` on top."""
        return self.http.post(
            f"{self.standin.accounts_url}/api/token",
            data={"grant_type": "client_credentials", **form},
            auth=(self.standin.client_id, self.standin.client_secret),
            timeout=10,
        )

    def log_in(self) -> None:
        """Carry a fresh token from now on."""
        self.http.headers["Authorization"] = f"Bearer {self.token().json()['access_token']}"

    def get(self, path: str, **parameters: Any) -> requests.Response:
        """``GET`` below ``/v1``."""
        return self.http.get(f"{self.standin.api_url}/{path}", params=parameters, timeout=10)

    def json(self, path: str, **parameters: Any) -> Any:
        """The body of a ``GET`` that must succeed."""
        response = self.get(path, **parameters)
        assert response.status_code == 200, response.text
        return response.json()

    def refusal(self, path: str, **parameters: Any) -> tuple[int, str]:
        """Status and message of a ``GET`` that must be refused in Spotify's shape."""
        response = self.get(path, **parameters)
        error = response.json()["error"]
        assert error["status"] == response.status_code
        return response.status_code, error["message"]

    def found(self, q: str, kind: str = "track", **parameters: Any) -> list[dict[str, Any]]:
        """The items of a search."""
        return self.json("search", q=q, type=kind, **parameters)[f"{kind}s"]["items"]

    def control(self, method: str, path: str, **options: Any) -> requests.Response:
        """A call below ``/_standin``."""
        url = f"{self.standin.site}/_standin/{path}"
        return self.http.request(method, url, timeout=10, **options)

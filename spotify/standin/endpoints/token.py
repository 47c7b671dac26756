"""``POST /api/token``: the client-credentials grant, with OAuth's errors (RFC 6749, part 5.2)."""

import base64
import binascii

from spotify.standin.messages import Answer, Request, json_answer
from spotify.standin.standin import Standin


def token(standin: Standin, request: Request) -> Answer:
    """A bearer token for the client named in a Basic header or in the form."""
    form = request.form()
    client_id, client_secret = _credentials(request, form)
    if not standin.tokens.knows_client(client_id):
        return _refusal("invalid_client", "Invalid client")
    if not standin.tokens.knows_secret(client_secret):
        return _refusal("invalid_client", "Invalid client secret")
    if form.get("grant_type") != "client_credentials":
        return _refusal("unsupported_grant_type", "grant_type must be client_credentials")
    access_token, lifetime = standin.tokens.issue()
    return json_answer(
        {"access_token": access_token, "token_type": "Bearer", "expires_in": lifetime}  # nosec B105
    )


def _credentials(request: Request, form: dict[str, str]) -> tuple[str, str]:
    scheme, _, encoded = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return form.get("client_id", ""), form.get("client_secret", "")
    try:
        decoded = base64.b64decode(encoded, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    client_id, _, client_secret = decoded.partition(":")
    return client_id, client_secret


def _refusal(error: str, description: str) -> Answer:
    return json_answer({"error": error, "error_description": description}, 400)

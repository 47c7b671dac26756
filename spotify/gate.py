"""The one way to Spotify's API: circuit, budget, token, call, judgement."""

import logging

from common.upstream.budget import Budget
from spotify.circuit import SpotifyCircuits
from spotify.errors import SpotifyError, Throttled, error_for
from spotify.messages import Request, Response
from spotify.tokens import Bearer, Tokens
from spotify.transport import Transport

logger = logging.getLogger(__name__)

_UNAUTHORISED = 401


class Gate:
    """Lets a request through if it may be made, and turns every failure into its error."""

    def __init__(
        self, circuits: SpotifyCircuits, budget: Budget, tokens: Tokens, transport: Transport
    ) -> None:
        self._circuits = circuits
        self._budget = budget
        self._tokens = tokens
        self._transport = transport

    def send(self, request: Request) -> Response:
        """A successful answer, or one of ``spotify.errors``.

        ``CircuitOpen``, ``BudgetSpent`` and what ``Tokens.get`` raises mean that no call was made.
        A 429 opens the circuit of the request's group.
        """
        self._circuits.check(request.group)
        self._budget.take()
        answer = self._send_authorised(request)
        if answer.ok:
            self._circuits.succeeded(request.group)
            return answer
        raise self._judge(request, answer)

    def _send_authorised(self, request: Request) -> Response:
        """The answer; a token that the API rejects is renewed once and the call made again."""
        bearer = self._token_for_counted_call()
        answer = self._send_counted(request, bearer)
        if answer.status != _UNAUTHORISED:
            return answer
        self._tokens.drop(bearer)
        bearer = self._tokens.get()
        self._budget.add(1)
        return self._send_counted(request, bearer)

    def _token_for_counted_call(self) -> Bearer:
        """The token; without one the call is not made and not counted."""
        try:
            return self._tokens.get()
        except SpotifyError:
            self._budget.add(-1)
            raise

    def _send_counted(self, request: Request, bearer: Bearer) -> Response:
        return self._transport.send(request, bearer, on_repeat=lambda: self._budget.add(1))

    def _judge(self, request: Request, answer: Response) -> SpotifyError:
        error = error_for(answer.status, answer.complaint, answer.retry_after)
        logger.info("Spotify %s: %d %s", request.group, answer.status, answer.complaint)
        if isinstance(error, Throttled):
            self._circuits.trip(request.group, error)
        return error

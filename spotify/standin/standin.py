"""Everything behind the socket, in one place."""

import threading
from dataclasses import dataclass, field

from spotify.standin.calls import CallLog
from spotify.standin.catalogue import Catalogue
from spotify.standin.faults.script import FaultScript
from spotify.standin.profiles import Profile
from spotify.standin.tokens import DEFAULT_LIFETIME, TokenDesk


@dataclass(slots=True)
class Standin:
    """The state of one stand-in. ``latency`` is in seconds and comes before every API answer."""

    profile: Profile
    catalogue: Catalogue
    tokens: TokenDesk
    latency: float = 0.0
    faults: FaultScript = field(default_factory=FaultScript)
    calls: CallLog = field(default_factory=CallLog)
    closing: threading.Event = field(default_factory=threading.Event)

    def pause(self, seconds: float) -> None:
        """Let time pass, but not after the server was told to stop."""
        if seconds > 0:
            self.closing.wait(seconds)

    def reset(self) -> None:
        """No faults, no counts, ordinary token lifetime. Tokens handed out stay good."""
        self.faults.clear()
        self.calls.clear()
        self.tokens.set_lifetime(DEFAULT_LIFETIME)

"""A word in between while something outside takes long: Alexa's progressive response.

Source: Amazon's "Send the User a Progressive Response".
"""

import json
import logging
from collections.abc import Callable
from threading import Timer
from types import TracebackType

from fulfillment.channels.fetch import Ask, Fetched, FetchFailed

_log = logging.getLogger(__name__)

AFTER_SECONDS = 0.6
"""Sooner, it would only make the answer come later."""
_SECONDS = 1.0
_PATH = "/v1/directives"
_MOMENT = "Eén moment."


class Busy:
    """Says "Eén moment." when what happens inside the `with` takes longer than AFTER_SECONDS. Whether that arrives does
    not matter to the turn: a failure is only logged."""

    def __init__(self, fetch: Callable[[str, str, Ask, float], Fetched], host: str, token: str, request: str) -> None:
        self._fetch, self._host = fetch, host
        directive = {"type": "VoicePlayer.Speak", "speech": f"<speak>{_MOMENT}</speak>"}
        body = json.dumps({"header": {"requestId": request}, "directive": directive}, ensure_ascii=False).encode()
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self._ask = Ask(headers, body, frozenset({200, 204}))
        self._timer = Timer(AFTER_SECONDS, self._say)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()

    def _say(self) -> None:
        try:
            self._fetch(f"https://{self._host}{_PATH}", self._host, self._ask, _SECONDS)
        except FetchFailed as failure:
            _log.warning("tussendoor niets kunnen zeggen: %s", failure)

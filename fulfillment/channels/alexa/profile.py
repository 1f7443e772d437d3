"""The e-mail address of an Amazon account, asked of Amazon with the respondent's consent.

Source: Amazon's "Request Customer Contact Information for Use in Your Skill".
"""

import json
import logging
from collections.abc import Callable

from ask_sdk_model import RequestEnvelope

from fulfillment.channels.account import Looked
from fulfillment.channels.alexa.progressive import Busy
from fulfillment.channels.fetch import Ask, Fetched, FetchFailed, fetch

_log = logging.getLogger(__name__)

PERMISSION = "alexa::profile:email:read"
HOSTS = frozenset({"api.amazonalexa.com", "api.eu.amazonalexa.com", "api.fe.amazonalexa.com"})
"""Amazon's own: the endpoint comes with the request, and the token would go wherever that points."""
BUDGET_SECONDS = 1.5
"""The longest a turn waits for the address; then it is asked aloud."""
_PATH = "/v2/accounts/~current/settings/Profile.email"
_OK, _NONE, _UNAUTHORISED, _FORBIDDEN, _TOO_MANY = 200, 204, 401, 403, 429
_STATUSES = frozenset({_OK, _NONE, _UNAUTHORISED, _FORBIDDEN, _TOO_MANY})
_LONGEST_ANSWER = 1024

Fetch = Callable[[str, str, Ask, float], Fetched]
"""Asks a URL of a host, within so many seconds; raises FetchFailed."""


def fetch_from_amazon(url: str, host: str, ask: Ask, seconds: float) -> Fetched:
    """Ask Amazon, in at most 1 KiB. Raises FetchFailed."""
    return fetch(url, host=host, limit=_LONGEST_ANSWER, seconds=seconds, ask=ask)


class Profile:
    """Looks up the address of the account that sent a request."""

    def __init__(self, fetch: Fetch = fetch_from_amazon, seconds: float = BUDGET_SECONDS) -> None:
        self._fetch = fetch
        self._seconds = seconds

    def look(self, envelope: RequestEnvelope) -> Looked:
        """Give the address, or whether it still has to be allowed. Never raises: without an address the respondent is
        asked for one."""
        host, token = _endpoint(envelope)
        if not host:
            return Looked()
        asked = Ask({"Authorization": f"Bearer {token}", "Accept": "application/json"}, statuses=_STATUSES)
        with Busy(self._fetch, host, token, _request_id(envelope)):
            try:
                fetched = self._fetch(f"https://{host}{_PATH}", host, asked, self._seconds)
            except FetchFailed as failure:
                _log.warning("adres van de account niet op te vragen: %s", failure)
                return Looked()
        if fetched.status == _OK:
            return Looked(_address(fetched.body))
        if fetched.status in (_UNAUTHORISED, _TOO_MANY):
            _log.warning("adres van de account niet op te vragen: Amazon antwoordde %d", fetched.status)
        return Looked(refused=fetched.status == _FORBIDDEN)


def _endpoint(envelope: RequestEnvelope) -> tuple[str, str]:
    """Give the host to ask and the token to show, or two empty texts when there is nobody to ask."""
    system = envelope.context.system if envelope.context else None
    scheme, _, host = str((system and system.api_endpoint) or "").partition("://")
    token = str((system and system.api_access_token) or "")
    return (host, token) if scheme == "https" and host in HOSTS and token.isascii() and token else ("", "")


def _request_id(envelope: RequestEnvelope) -> str:
    return str((envelope.request and envelope.request.request_id) or "")


def _address(body: bytes) -> str:
    try:
        found = json.loads(body)
    except ValueError:
        found = None
    if not isinstance(found, str):
        _log.warning("adres van de account niet te lezen: Amazon antwoordde iets anders dan een tekst")
        return ""
    return found

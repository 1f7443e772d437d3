"""The e-mail address of a linked Google account: it stands in the ID token that comes along with the request.

Source: Google's "Google Sign-In for the Assistant": `authorization` holds the token, whose audience is the client id.
"""

import logging
from collections.abc import Mapping

from fulfillment.channels.account import Looked
from fulfillment.channels.actions.read import is_linked
from fulfillment.channels.actions.request import ActionsRequest
from fulfillment.channels.errors import Refused, only_header
from fulfillment.channels.google_token import GoogleTokens

_log = logging.getLogger(__name__)

HEADER = "authorization"


class LinkedAccount:
    """Reads the address of the account a user has linked.

    Args:
        client_id: the OAuth client of the project; without one ("") no account can be linked.
        tokens: reads Google's tokens for that client.
    """

    def __init__(self, client_id: str, tokens: GoogleTokens | None = None) -> None:
        self._client_id = client_id
        self._tokens = tokens or GoogleTokens(client_id)

    def look(self, request: ActionsRequest, headers: Mapping[str, str]) -> Looked:
        """Give the address; `refused` when the user could link his account and has not. Never raises."""
        if not self._client_id:
            return Looked()
        if not is_linked(request):
            return Looked(refused=request.user.verificationStatus == "VERIFIED")
        try:
            claims = self._tokens.claims(only_header(headers, HEADER).removeprefix("Bearer ").strip())
        except Refused as refused:
            _log.warning("adres van de account niet te lezen: %s", refused.reason)
            return Looked()
        return Looked(str(claims.get("email") or "")) if claims.get("email_verified") is True else Looked()

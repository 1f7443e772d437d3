"""Is this request from our Dialogflow agent? The identity token that its service agent sends along.

Source: Dialogflow's "Webhook services", service agent authentication.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime

from fulfillment.channels.errors import Refused, only_header
from fulfillment.channels.fetch import Fetched
from fulfillment.channels.google_token import GoogleTokens, fetch_keys

HEADER = "authorization"


class ServiceAgentVerifier:
    """Verifies `authorization: Bearer <ID token>` of one Google account; may be shared by threads and by doors.

    Anybody with a Google account can have a token made for any audience: only the e-mail address tells that the
    caller is our agent.

    Args:
        audiences: what the token may be for: the address of the webhook, or what the agent was set to. Without one
            everything is refused.
        account: the service account, `service-<project number>@gcp-sa-dialogflow.iam.gserviceaccount.com`. An empty
            one refuses everything.
        fetch, now: as GoogleTokens has them.
    """

    def __init__(
        self,
        audiences: str | Iterable[str],
        account: str,
        fetch: Callable[[str], Fetched] = fetch_keys,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._account = account
        self._tokens = GoogleTokens(audiences, fetch, now)

    def verify(self, headers: Mapping[str, str], body: bytes = b"") -> None:  # noqa: ARG002 - as other verifiers
        """Accept a request with a token of Google's for our audience and account.

        The token does not cover the body; TLS has to.

        Raises:
            Refused: "header", "account", or as GoogleTokens.claims.
        """
        if not self._account:
            raise Refused("account")
        claims = self._tokens.claims(_bearer(only_header(headers, HEADER)))
        if claims.get("email") != self._account or claims.get("email_verified") is not True:
            raise Refused("account", seen=_service(claims.get("email")))


def _service(email: object) -> object:
    """Give the address when it is a service account's: a person's belongs in no log."""
    return email if isinstance(email, str) and email.endswith(".gserviceaccount.com") else ""


def _bearer(header: str) -> str:
    # The scheme may be in any case (RFC 9110, 11.1).
    scheme, _, token = header.strip().partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Refused("header")
    return token.strip()

"""Is this request from Google's Actions platform? The identity token in its header."""

from collections.abc import Mapping

from fulfillment.channels.errors import only_header
from fulfillment.channels.google_token import GoogleTokens

HEADER = "google-assistant-signature"


class GoogleVerifier(GoogleTokens):
    """Verifies requests of the Actions platform: the audience of their tokens is the project id."""

    def verify(self, headers: Mapping[str, str], body: bytes = b"") -> None:  # noqa: ARG002 - as other verifiers
        """Accept a request whose `google-assistant-signature` is a token of Google's for this project.

        The token does not cover the body; TLS has to.

        Raises:
            Refused: "header", or as `claims`.
        """
        self.claims(only_header(headers, HEADER))

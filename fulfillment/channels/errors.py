"""Why a request is turned away before anybody reads what it says."""

from collections.abc import Mapping

_SENTENCES = {
    "header": "a header with the proof is missing or given twice",
    "scheme": "the certificate address is not https",
    "host": "the certificate address names another host",
    "port": "the certificate address names another port",
    "path": "the certificate address leaves the platform's folder",
    "unreachable": "the platform's certificates could not be fetched",
    "chain": "the certificate is not signed by a trusted authority",
    "san": "the certificate is for another name",
    "expired": "the proof is too old or not valid yet",
    "signature": "the signature does not fit the request",
    "timestamp": "the request was not sent just now",
    "skill": "the request is meant for another skill",
    "remote": "unverified callers are only welcome from this machine",
    "token": "the token cannot be read or names no known key",
    "issuer": "the token was given out by somebody else",
    "audience": "the token is meant for another project",
    "account": "the token is of another account",
}


class Refused(Exception):  # noqa: N818 - reads as what happened: except Refused
    """The caller could not be verified.

    `reason` is one of the slugs above, for logs and counters; `str()` is an English sentence. Neither holds
    anything the caller sent, so both may be logged. `seen` may be logged too: what a token that was rightly signed
    says, cut to ASCII and 120 characters. Verifiers raise it `from None` where the cause quotes the request.
    """

    def __init__(self, reason: str, seen: object = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.seen = "".join(sign for sign in str(seen) if "!" <= sign <= "~")[:120]

    def __str__(self) -> str:
        return f"The caller could not be verified: {_SENTENCES[self.reason]}."


class Malformed(Exception):  # noqa: N818 - reads as what happened: except Malformed
    """The body is not a request of this platform. `str()` names the key, never a value."""


def only_header(headers: Mapping[str, str], name: str) -> str:
    """The value of the one header called `name`, in whatever case it is written (RFC 9110, 5.1).

    Raises:
        Refused: "header", when it is absent or there is more than one: we would not know which was meant.
    """
    values = [value for key, value in headers.items() if key.lower() == name.lower()]
    if len(values) != 1:
        raise Refused("header")
    return values[0]

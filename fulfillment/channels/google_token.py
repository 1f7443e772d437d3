"""Is this token from Google? Its certificates, kept for a while, and what its tokens claim."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any

from fulfillment.channels.errors import Refused
from fulfillment.channels.fetch import Fetched, FetchFailed, fetch

KEYS_HOST = "www.googleapis.com"
KEYS_URL = f"https://{KEYS_HOST}/oauth2/v1/certs"
ISSUERS = ("accounts.google.com", "https://accounts.google.com")
SKEW_SECONDS = 10
LONGEST_TOKEN = 8192
KEPT_AT_LEAST = timedelta(minutes=5)
KEPT_AT_MOST = timedelta(hours=24)
AGAIN_AFTER_SUCCESS = timedelta(minutes=1)
AGAIN_AFTER_FAILURE = timedelta(seconds=10)


def fetch_keys(url: str) -> Fetched:
    """Google's certificates at `url`, within 2 s and 64 KiB.

    Raises:
        FetchFailed: they could not be had.
    """
    return fetch(url, host=KEYS_HOST)


class GoogleKeys:
    """Google's current certificates by key id; may be shared by threads.

    google-auth fetches them at every call. Here they are kept for as long as Google says, within 5 minutes
    and 24 hours. An unknown key id asks again, because keys rotate, but no more than once a minute (10 s
    after a failure), because anybody can make key ids up.
    """

    def __init__(self, fetch: Callable[[str], Fetched], now: Callable[[], datetime]) -> None:
        self._fetch = fetch
        self._now = now
        self._fetching = Lock()
        self._certificates: dict[str, str] = {}
        self._fresh_until = self._next_fetch = datetime.min.replace(tzinfo=UTC)

    def certificate(self, key_id: str) -> str:
        """The PEM certificate of `key_id`.

        Raises:
            Refused: "token" for a key Google does not know, "unreachable" when it cannot be asked.
        """
        if not self._knows(key_id):
            # Known keys never wait here: a hanging host stops only those who need it.
            with self._fetching:
                self._refresh(key_id)
        try:
            return self._certificates[key_id]
        except KeyError:
            raise Refused("token") from None

    def _knows(self, key_id: str) -> bool:
        return key_id in self._certificates and self._now() < self._fresh_until

    def _refresh(self, key_id: str) -> None:
        now = self._now()
        if self._knows(key_id):
            return
        if now >= self._next_fetch:
            self._next_fetch = now + AGAIN_AFTER_FAILURE
            self._replace(now)
        elif now >= self._fresh_until:
            raise Refused("unreachable")

    def _replace(self, now: datetime) -> None:
        try:
            fetched = self._fetch(KEYS_URL)
            self._certificates = _certificates(fetched.body)
        except FetchFailed as error:
            raise Refused("unreachable") from error
        kept = max(KEPT_AT_LEAST, min(KEPT_AT_MOST, timedelta(seconds=fetched.max_age)))
        self._fresh_until = now + kept
        self._next_fetch = now + AGAIN_AFTER_SUCCESS


def _certificates(body: bytes) -> dict[str, str]:
    try:
        answer = json.loads(body)
    except ValueError as error:
        raise FetchFailed("the certificates are not JSON") from error
    if not isinstance(answer, dict) or not all(isinstance(pem, str) for pem in answer.values()):
        raise FetchFailed("the certificates are not an object of PEM texts by key id")
    return answer


class GoogleTokens:
    """Reads identity tokens of Google for certain audiences; may be shared by threads.

    Expiry is judged by google-auth's clock, with 10 s of skew; `now` only ages the certificates.

    Args:
        audiences: for whom a token has to be, any of them. Without one everything is refused.
        fetch: gives Google's certificates at a URL; raises FetchFailed. It must keep its own time limit.
        now: the current time, aware.
    """

    def __init__(
        self,
        audiences: str | Iterable[str],
        fetch: Callable[[str], Fetched] = fetch_keys,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        given = (audiences,) if isinstance(audiences, str) else audiences
        self._audiences = frozenset(filter(None, given))
        self._keys = GoogleKeys(fetch, now)

    def claims(self, token: str) -> Mapping[str, Any]:
        """The claims of a good `token` (a JWT, RS256): `iss`, `aud`, `exp`, `iat` and what Google adds.

        Source: developers.google.com/identity, "Verify the Google ID token on your server side".

        Raises:
            Refused: "audience", "token", "unreachable", "signature", "expired" or "issuer".
        """
        if not self._audiences:
            raise Refused("audience")
        key_id = _key_id(token)
        claims = _decoded(token, {key_id: self._keys.certificate(key_id)})
        if claims.get("iss") not in ISSUERS:
            raise Refused("issuer")
        audience = claims.get("aud")
        if not isinstance(audience, str) or audience not in self._audiences:
            raise Refused("audience", seen=audience)
        return claims


# The causes below are cut off with `from None`: google-auth quotes the token, and a token names a person.


def _key_id(token: str) -> str:
    from google.auth import jwt

    if len(token) > LONGEST_TOKEN:
        raise Refused("token")
    try:
        header = jwt.decode_header(token)  # type: ignore[no-untyped-call]
    except (ValueError, RecursionError):
        raise Refused("token") from None
    key_id = header.get("kid")
    if header.get("alg") != "RS256" or not isinstance(key_id, str):
        raise Refused("token")
    return key_id


def _decoded(token: str, certificates: Mapping[str, str]) -> Mapping[str, Any]:
    from google.auth import exceptions, jwt

    try:
        # The audience is compared by the caller, so that the log can tell it from an expired token.
        claims: Mapping[str, Any] = jwt.decode(  # type: ignore[no-untyped-call]
            token, certs=certificates, audience=None, clock_skew_in_seconds=SKEW_SECONDS
        )
    except exceptions.InvalidValue:
        raise Refused("expired") from None
    except (exceptions.GoogleAuthError, ValueError, TypeError):
        raise Refused("signature") from None
    return claims

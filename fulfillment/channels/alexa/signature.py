"""Is this request from Alexa? The signature over its body and the time it was sent."""

import base64
from collections import OrderedDict, deque
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Generic, TypeVar

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from fulfillment.channels.alexa.chain import HOST, SigningKey, certificate_url, signing_key, trusted_roots
from fulfillment.channels.errors import Refused, only_header
from fulfillment.channels.fetch import FetchFailed, fetch

TOLERANCE = timedelta(seconds=150)
KEPT = timedelta(hours=24)
REFUSAL_KEPT = timedelta(seconds=10)
MOST_KEYS = 16
MOST_REFUSALS = 256
DOWNLOADS_A_MINUTE = 10
# An RSA key of 8192 bits; whatever is longer is not worth a download.
_LONGEST_SIGNATURE = 1024
_T = TypeVar("_T")


def fetch_chain(url: str) -> bytes:
    """The PEM chain at `url` on Amazon's host, within 2 s and 64 KiB.

    Raises:
        FetchFailed: it could not be had.
    """
    return fetch(url, host=HOST).body


def check_timestamp(timestamp: str, now: datetime) -> None:
    """Accept a request sent within 150 s of `now`, before or after, as Amazon demands against replays.

    Args:
        timestamp: `request.timestamp` of the body, ISO 8601 with an offset. Whatever else JSON can hold is
            refused.
        now: aware.

    Raises:
        Refused: "timestamp".
    """
    try:
        sent = datetime.fromisoformat(timestamp)
    except (TypeError, ValueError):
        raise Refused("timestamp") from None
    if sent.utcoffset() is None or abs(now - sent) > TOLERANCE:
        raise Refused("timestamp")


class AlexaVerifier:
    """Verifies signed requests; may be shared by threads.

    A verified key is kept for 24 h at most, so an ordinary turn is one RSA check without network. A refused
    certificate address is remembered for 10 s and new addresses are looked up ten times a minute at most, so
    nobody makes us download over and over.

    Args:
        fetch: gives the PEM chain at a URL; raises FetchFailed. It must keep its own time limit.
        roots: trusted roots; None for certifi's bundle, which is read at the first request.
        now: the current time, aware.
    """

    def __init__(
        self,
        fetch: Callable[[str], bytes] = fetch_chain,
        roots: Sequence[x509.Certificate] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._fetch = fetch
        self._roots = roots
        self._now = now
        self._keys: _Memory[SigningKey] = _Memory(MOST_KEYS)
        self._refusals: _Memory[str] = _Memory(MOST_REFUSALS)
        self._downloads: deque[datetime] = deque(maxlen=DOWNLOADS_A_MINUTE)

    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        """Accept a request whose `Signature-256` over the raw `body` was made by Amazon's signer.

        The body's timestamp and application id are for the caller to check, when it has been read.

        Raises:
            Refused: "header", "scheme", "host", "port", "path", "unreachable", "expired", "san", "chain" or
                "signature".
        """
        url = certificate_url(only_header(headers, "SignatureCertChainUrl"))
        signature = _signature(only_header(headers, "Signature-256"))
        try:
            self._key(url).public_key.verify(signature, body, PKCS1v15(), SHA256())
        except InvalidSignature:
            raise Refused("signature") from None

    def _key(self, url: str) -> SigningKey:
        now = self._now()
        if key := self._keys.get(url, now):
            return key
        if reason := self._refusals.get(url, now):
            raise Refused(reason)
        try:
            key = self._download(url, now)
        except Refused as refusal:
            self._refusals.put(url, refusal.reason, self._now() + REFUSAL_KEPT)
            raise
        self._keys.put(url, key, min(key.good_until, now + KEPT))
        return key

    def _download(self, url: str, now: datetime) -> SigningKey:
        # Amazon uses one address for months; who comes with ever new ones wants to keep us busy.
        if len(self._downloads) == DOWNLOADS_A_MINUTE and now - self._downloads[0] < timedelta(minutes=1):
            raise Refused("unreachable")
        self._downloads.append(now)
        try:
            pem = self._fetch(url)
        except FetchFailed as error:
            raise Refused("unreachable") from error
        if self._roots is None:
            self._roots = trusted_roots()
        return signing_key(pem, self._roots, now)


class _Memory(Generic[_T]):
    """At most `most` values by URL, each until its own time; the one used longest ago leaves first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._kept: OrderedDict[str, tuple[_T, datetime]] = OrderedDict()

    def get(self, url: str, now: datetime) -> _T | None:
        with self._lock:
            if url not in self._kept or self._kept[url][1] <= now:
                return None
            self._kept.move_to_end(url)
            return self._kept[url][0]

    def put(self, url: str, value: _T, until: datetime) -> None:
        with self._lock:
            self._kept[url] = (value, until)
            self._kept.move_to_end(url)
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)


def _signature(encoded: str) -> bytes:
    try:
        signature = base64.b64decode(encoded, validate=True)
    except ValueError:
        raise Refused("signature") from None
    if not 0 < len(signature) <= _LONGEST_SIGNATURE:
        raise Refused("signature")
    return signature

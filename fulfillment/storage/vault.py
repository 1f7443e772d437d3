"""Keep personal data unreadable in the database: sealed texts, and pseudonyms for platform ids."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class SealBroken(Exception):  # noqa: N818 - reads as what happened
    """A stored text can't be opened with the given keys: add the key it was sealed with to CHECKBOT_SECRET_KEYS."""


class Vault:
    """Seal with the first of `keys` (secret texts, newest first), open with any. Raises ValueError without a key."""

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys:
            raise ValueError("at least one secret key is needed")
        fernets = [Fernet(urlsafe_b64encode(_derived(key, "seal"))) for key in keys]
        self._first = fernets[0]
        self._fernet = MultiFernet(fernets)
        self._pseudonym_keys = [_derived(key, "pseudonym") for key in keys]

    def seal(self, text: str) -> str:
        """Encrypt `text`."""
        return self._fernet.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """Decrypt what `seal` gave. Raises SealBroken."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken as error:
            raise SealBroken(SealBroken.__doc__) from error

    def is_current(self, sealed: str) -> bool:
        """Tell whether the first key opens this."""
        try:
            self._first.decrypt(sealed.encode())
        except InvalidToken:
            return False
        return True

    def pseudonym(self, *parts: str) -> str:
        """Give the keyed hash (64 hexadecimal digits) under which `parts` are stored."""
        return _keyed(self._pseudonym_keys[0], parts)

    def pseudonyms(self, *parts: str) -> tuple[str, ...]:
        """Give the keyed hashes under which `parts` may have been stored: one per key."""
        return tuple(_keyed(key, parts) for key in self._pseudonym_keys)


def _derived(key: str, purpose: str) -> bytes:
    return hmac.digest(key.encode(), purpose.encode(), hashlib.sha256)


def _keyed(key: bytes, parts: Sequence[str]) -> str:
    return hmac.new(key, "\x1f".join(parts).encode(), hashlib.sha256).hexdigest()

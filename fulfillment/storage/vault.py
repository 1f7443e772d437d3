"""Keep personal data unreadable in the database: sealed texts, and pseudonyms for platform ids."""

import hashlib
import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_MARK = "2."
"""What a seal begins with. One without is a Fernet token, of before: it is opened, and never made."""
_NONCE = 12
"""Bytes, by chance: up to four thousand million texts, that two of one key get the same is all but ruled out (NIST SP
800-38D, 8.3)."""


class SealBroken(Exception):  # noqa: N818 - reads as what happened
    """A stored text can't be opened with the given keys: add the key it was sealed with to CHECKBOT_SECRET_KEYS."""


class Vault:
    """Seal with the first of `keys` (secret texts, newest first), open with any. Raises ValueError without a key."""

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys:
            raise ValueError("at least one secret key is needed")
        self._ciphers = [AESGCM(_derived(key, "seal 2")) for key in keys]
        self._before = MultiFernet([Fernet(urlsafe_b64encode(_derived(key, "seal"))) for key in keys])
        self._pseudonym_keys = [_derived(key, "pseudonym") for key in keys]

    def seal(self, text: str) -> str:
        """Encrypt `text`, with AES-256 in Galois/Counter Mode: what was changed can't be opened."""
        nonce = os.urandom(_NONCE)
        return _MARK + urlsafe_b64encode(nonce + self._ciphers[0].encrypt(nonce, text.encode(), None)).decode()

    def open(self, sealed: str) -> str:
        """Decrypt what `seal` gave. Raises SealBroken."""
        if not sealed.startswith(_MARK):
            return self._opened_of_before(sealed)
        for cipher in self._ciphers:
            if (text := _opened(cipher, sealed)) is not None:
                return text
        raise SealBroken(SealBroken.__doc__)

    def is_current(self, sealed: str) -> bool:
        """Tell whether the first key opens this, and it is sealed as `seal` does now."""
        return sealed.startswith(_MARK) and _opened(self._ciphers[0], sealed) is not None

    def pseudonym(self, *parts: str) -> str:
        """Give the keyed hash (64 hexadecimal digits) under which `parts` are stored."""
        return _keyed(self._pseudonym_keys[0], parts)

    def pseudonyms(self, *parts: str) -> tuple[str, ...]:
        """Give the keyed hashes under which `parts` may have been stored: one per key."""
        return tuple(_keyed(key, parts) for key in self._pseudonym_keys)

    def _opened_of_before(self, sealed: str) -> str:
        try:
            return self._before.decrypt(sealed.encode()).decode()
        except InvalidToken as error:
            raise SealBroken(SealBroken.__doc__) from error


def _opened(cipher: AESGCM, sealed: str) -> str | None:
    try:
        data = urlsafe_b64decode(sealed.removeprefix(_MARK))
        return cipher.decrypt(data[:_NONCE], data[_NONCE:], None).decode()
    except (InvalidTag, ValueError):
        return None


def _derived(key: str, purpose: str) -> bytes:
    return hmac.digest(key.encode(), purpose.encode(), hashlib.sha256)


def _keyed(key: bytes, parts: Sequence[str]) -> str:
    return hmac.digest(key, "\x1f".join(parts).encode(), "sha256").hex()

"""Spoken codes and links: short enough to say, or signed so that nobody can guess them."""

import secrets
from collections.abc import Sequence

from itsdangerous import BadSignature, URLSafeSerializer

CODE_LENGTH = 6
HANDOVER_LINK, REPORT_LINK, ERASE_LINK = "handover", "report", "erase"
"""What a link is for, part of its signature: it names a hand-over, or the scan to show or to erase."""


def new_code() -> str:
    """Give six figures at random. Two sessions may share them; the newest then answers to the code."""
    return "".join(secrets.choice("0123456789") for _ in range(CODE_LENGTH))


class Links:
    """Tokens for links: what they name can be read by anybody, but made by nobody without a key (newest key first)."""

    def __init__(self, keys: Sequence[str], purpose: str) -> None:
        self._serializers = [URLSafeSerializer(key, salt=purpose) for key in keys]

    def token(self, id: str) -> str:
        """Give the token that names `id`."""
        token: str = self._serializers[0].dumps(id)
        return token

    def read(self, token: str) -> str | None:
        """Give the id in a token of ours, or None."""
        for serializer in self._serializers:
            try:
                id = serializer.loads(token)
            except BadSignature:
                continue
            return id if isinstance(id, str) else None
        return None

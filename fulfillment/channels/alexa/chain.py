"""The certificate chain Amazon signs with: where it may come from and what makes it good.

Source of the rules: developer.amazon.com, "Host a Custom Skill as a Web Service", section
"Manually verify that the request was sent by Alexa".
"""

import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from fulfillment.channels.errors import Refused

HOST = "s3.amazonaws.com"
FOLDER = "echo.api"
SIGNER = "echo-api.amazon.com"
LONGEST_URL = 512
LONGEST_PEM = 64 * 1024
MOST_CERTIFICATES = 10
_BEGIN = b"-----BEGIN CERTIFICATE-----"


@dataclass(frozen=True)
class SigningKey:
    """The public key of a verified leaf, and until when (aware) every certificate above it is valid."""

    public_key: RSAPublicKey
    good_until: datetime


def certificate_url(given: str) -> str:
    """The one spelling of a `SignatureCertChainUrl` that may be fetched: host and folder are Amazon's.

    Amazon asks for dot segments to be resolved and shows `/echo.api/../echo.api/echo-api-cert.pem` as a good
    address. Query and fragment are refused: Amazon sends neither, and they would give one file
    many names.

    Raises:
        Refused: "scheme", "host", "port" or "path".
    """
    if len(given) > LONGEST_URL or not re.fullmatch(r"[!-~]+", given):
        raise Refused("path")
    try:
        parts = urlsplit(given)
    except ValueError:
        raise Refused("host") from None
    if parts.scheme != "https":
        raise Refused("scheme")
    if parts.hostname != HOST or "@" in parts.netloc:
        raise Refused("host")
    if not re.fullmatch(r"[^:]+(:443)?", parts.netloc):
        raise Refused("port")
    if "?" in given or "#" in given:
        raise Refused("path")
    return f"https://{HOST}/{_resolved(_decoded(parts.path))}"


def _decoded(path: str) -> str:
    path = unquote(path)
    # What is still encoded after decoding once hides something, however often it has been encoded.
    if not re.fullmatch(r"/[A-Za-z0-9._~/-]+", path):
        raise Refused("path")
    return path


def _resolved(path: str) -> str:
    names: list[str] = []
    for name in path[1:].split("/"):
        if name == "..":
            names = names[:-1]
        elif name != ".":
            names.append(name)
    if len(names) < 2 or names[0] != FOLDER or "" in names:
        raise Refused("path")
    return "/".join(names)


def trusted_roots() -> list[x509.Certificate]:
    """The roots of certifi's bundle (about 120), in 15 ms: load them once."""
    import certifi

    pem = Path(certifi.where()).read_bytes()
    return [root for block in pem.split(_BEGIN)[1:] if (root := _root(_BEGIN + block)) is not None]


def _root(pem: bytes) -> x509.Certificate | None:
    # One old root has a serial number of zero. cryptography warns now and will raise; we can do without it.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return x509.load_pem_x509_certificate(pem)
        except ValueError:
            return None


def signing_key(pem: bytes, roots: Sequence[x509.Certificate], now: datetime) -> SigningKey:
    """The key of the first certificate in `pem`, if it is Amazon's signer, valid at `now` and trusted.

    Args:
        pem: the leaf and then its intermediates, at most 64 KiB and 10 certificates.
        roots: the trusted roots; roots inside `pem` count for nothing.
        now: aware.

    Raises:
        Refused: "expired", "san" or "chain" (also for what is not a chain of certificates).
    """
    leaf, *others = _certificates(pem)
    builder = PolicyBuilder().store(Store(list(roots))).time(now)
    try:
        path = builder.build_server_verifier(x509.DNSName(SIGNER)).verify(leaf, others)
    except (VerificationError, ValueError) as error:
        raise Refused(_why(leaf, now)) from error
    if SIGNER not in _names(leaf):
        # A wildcard passes for TLS, but Amazon wants the name itself to be present.
        raise Refused("san")
    key = leaf.public_key()
    if not isinstance(key, RSAPublicKey):
        raise Refused("chain")
    return SigningKey(key, min(certificate.not_valid_after_utc for certificate in path))


def _certificates(pem: bytes) -> list[x509.Certificate]:
    if len(pem) > LONGEST_PEM or pem.count(_BEGIN) > MOST_CERTIFICATES:
        raise Refused("chain")
    try:
        return x509.load_pem_x509_certificates(pem)
    except ValueError as error:
        raise Refused("chain") from error


def _why(leaf: x509.Certificate, now: datetime) -> str:
    """The slug for the log; the verifier has refused already and says why only in prose."""
    if not leaf.not_valid_before_utc <= now <= leaf.not_valid_after_utc:
        return "expired"
    return "chain" if SIGNER in _names(leaf) else "san"


def _names(leaf: x509.Certificate) -> list[str]:
    try:
        names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, x509.DuplicateExtension, x509.UnsupportedGeneralNameType, ValueError):
        return []
    return [name.lower() for name in names.get_values_for_type(x509.DNSName)]

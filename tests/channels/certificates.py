"""Certificates, signatures and tokens of our own making: good, unless a test asks for one wrong thing."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

CHAIN_URL = "https://s3.amazonaws.com/echo.api/echo-api-cert-12.pem"


@cache
def rsa_key(name: str) -> RSAPrivateKey:  # noqa: ARG001 - the cache keeps one per name
    """The same key for the same name during one test run: making one takes a tenth of a second."""
    return generate_private_key(public_exponent=65537, key_size=2048)


@dataclass(frozen=True)
class Chain:
    """A root, a leaf with its private key, and the PEM a host would serve: leaf first, no root."""

    root: x509.Certificate
    leaf: x509.Certificate
    pem: bytes
    key: RSAPrivateKey

    def sign(self, body: bytes) -> str:
        """Base64 of the RSA PKCS#1 v1.5 signature with SHA-256."""
        return base64.b64encode(self.key.sign(body, PKCS1v15(), hashes.SHA256())).decode()

    def headers(self, body: bytes, url: str = CHAIN_URL) -> dict[str, str]:
        """The headers Alexa sends with `body`."""
        return {"SignatureCertChainUrl": url, "Signature-256": self.sign(body)}

    @property
    def root_pem(self) -> bytes:
        return _pem(self.root)

    @property
    def key_pem(self) -> bytes:
        return self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )


def make_chain(
    san: str = "echo-api.amazon.com",
    *,
    start: datetime | None = None,
    end: datetime | None = None,
    authority: str = "root",
    intermediate: bool = True,
    key: RSAPrivateKey | None = None,
) -> Chain:
    """A chain whose leaf is for `san` and is valid from an hour ago for 30 days unless told otherwise.

    Chains with the same `authority` have roots with the same name and key.
    """
    now = datetime.now(UTC)
    leaf_key = key or rsa_key("leaf")
    root = _certificate(authority, authority, rsa_key(authority), rsa_key(authority), authority=True)
    signer, signer_key = authority, rsa_key(authority)
    others = b""
    if intermediate:
        middle = _certificate("middle", authority, rsa_key("middle"), signer_key, authority=True)
        signer, signer_key, others = "middle", rsa_key("middle"), _pem(middle)
    leaf = _certificate(
        san,
        signer,
        leaf_key,
        signer_key,
        start=start or now - timedelta(hours=1),
        end=end or now + timedelta(days=30),
    )
    return Chain(root, leaf, _pem(leaf) + others, leaf_key)


@dataclass(frozen=True)
class TokenKey:
    """A key as Google has: `token()` makes a JWT with it, `published` is what Google's address answers."""

    key_id: str = "key-1"
    audience: str = "checkbot-project"

    @property
    def certificate(self) -> str:
        key = rsa_key(self.key_id)
        return _pem(_certificate(self.key_id, self.key_id, key, key)).decode()

    @property
    def published(self) -> bytes:
        return json.dumps({self.key_id: self.certificate}).encode()

    def token(self, header: Mapping[str, Any] | None = None, **claims: Any) -> str:
        """A good token of now, except for the given `header` fields and `claims`; None leaves one out."""
        now = int(datetime.now(UTC).timestamp())
        head = {"alg": "RS256", "typ": "JWT", "kid": self.key_id} | dict(header or {})
        payload = {"iss": "https://accounts.google.com", "aud": self.audience, "iat": now, "exp": now + 3600}
        signed = f"{_segment(head)}.{_segment(payload | claims)}"
        signature = rsa_key(self.key_id).sign(signed.encode(), PKCS1v15(), hashes.SHA256())
        return f"{signed}.{_base64url(signature)}"


def _segment(fields: Mapping[str, Any]) -> str:
    kept = {name: value for name, value in fields.items() if value is not None}
    return _base64url(json.dumps(kept).encode())


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _certificate(
    name: str,
    issuer: str,
    key: RSAPrivateKey,
    issuer_key: RSAPrivateKey,
    *,
    start: datetime = datetime(2020, 1, 1, tzinfo=UTC),
    end: datetime = datetime(2045, 1, 1, tzinfo=UTC),
    authority: bool = False,
) -> x509.Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
        .add_extension(_usage(authority=authority), critical=True)
    )
    if not authority:
        names = x509.SubjectAlternativeName([x509.DNSName(name)])
        server = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
        builder = builder.add_extension(names, critical=False).add_extension(server, critical=False)
    return builder.sign(issuer_key, hashes.SHA256())


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        key_cert_sign=authority,
        crl_sign=authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )

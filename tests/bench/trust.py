"""The service as in production, except that the platforms' certificates are of our own making: what they sign is
verified all the same. The keys lie in a folder, which the processes of one measurement share."""

import base64
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from fulfillment.channels.fetch import Fetched
from local_sim.platforms.alexa import SKILL_ID
from tests.channels.certificates import CHAIN_URL, TokenKey, make_chain

FOLDER = "BENCH_KEYS"
AGENT = "service-1@gcp-sa-dialogflow.iam.gserviceaccount.com"
PROJECT = "checkbot-bench"


@dataclass(frozen=True)
class Keys:
    """What Amazon and Google would keep, and what they publish."""

    folder: Path

    def make(self) -> None:
        """Make them all."""
        chain, google = make_chain(), TokenKey(audience=PROJECT)
        agent = {"email": AGENT, "email_verified": True}
        files = {
            "chain.pem": chain.pem,
            "root.pem": chain.root_pem,
            "key.pem": chain.key_pem,
            "google.json": google.published,
            "actions.jwt": google.token().encode(),
            "agent.jwt": google.token(**agent).encode(),
        }
        for name, content in files.items():
            (self.folder / name).write_bytes(content)

    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    @cached_property
    def _key(self) -> RSAPrivateKey:
        key = load_pem_private_key(self.read("key.pem"), None)
        assert isinstance(key, RSAPrivateKey)
        return key

    def headers(self, channel: str, body: bytes) -> Mapping[str, str]:
        """Give what the platform sends along as proof."""
        if channel == "alexa":
            signature = base64.b64encode(self._key.sign(body, PKCS1v15(), SHA256())).decode()
            return {"SignatureCertChainUrl": CHAIN_URL, "Signature-256": signature}
        if channel == "actions":
            return {"google-assistant-signature": self.read("actions.jwt").decode()}
        return {"authorization": f"Bearer {self.read('agent.jwt').decode()}"}


def serving():  # type: ignore[no-untyped-def]
    """Make the service for a web process."""
    # The web process loads what it needs in production, and no more.
    from fulfillment.web import begin

    begin()
    from fulfillment.app import serving as as_usual
    from fulfillment.channels.actions.channel import ActionsChannel
    from fulfillment.channels.actions.token import GoogleVerifier
    from fulfillment.channels.alexa.channel import AlexaChannel
    from fulfillment.channels.alexa.signature import AlexaVerifier
    from fulfillment.channels.dialogflow_cx.channel import CxChannel
    from fulfillment.channels.dialogflow_es.channel import EsChannel
    from fulfillment.channels.service_agent import ServiceAgentVerifier

    keys = Keys(Path(os.environ[FOLDER]))
    roots = [x509.load_pem_x509_certificate(keys.read("root.pem"))]
    published = Fetched(keys.read("google.json"), max_age=timedelta(hours=1).total_seconds())
    agent = ServiceAgentVerifier(PROJECT, AGENT, lambda _: published)
    return as_usual(
        channels=(
            AlexaChannel(AlexaVerifier(lambda _: keys.read("chain.pem"), roots), SKILL_ID),
            ActionsChannel(GoogleVerifier(PROJECT, lambda _: published)),
            EsChannel(agent),
            CxChannel(agent),
        )
    )

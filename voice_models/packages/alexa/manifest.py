"""The manifest of the Alexa skill: how it looks in the shop, where it runs, and what it may ask.

Source: Amazon's "Skill Manifest Schema".
"""

from typing import Any

from voice_models.packages.alexa.paths import EMAIL, LOCALE, WAKE_WORD
from voice_models.store import Store

Json = dict[str, Any]
_SMALL, _LARGE = f"assets/images/{LOCALE}_smallIcon.png", f"assets/images/{LOCALE}_largeIcon.png"
ICONS = {_SMALL: "icon-108.png", _LARGE: "icon-512.png"}
"""The icons by their path in the skill package, and what they are called in voice_models/icons."""


def manifest(store: Store, url: str) -> Json:
    """Give skill.json for a service at `url`, an https address without a slash at the end."""
    return {
        "manifest": {
            "manifestVersion": "1.0",
            "publishingInformation": _publishing(store),
            "privacyAndCompliance": _privacy(url),
            "permissions": [{"name": EMAIL}],
            "apis": {"custom": _custom(url)},
        }
    }


def _publishing(store: Store) -> Json:
    shop = {
        "name": store.name,
        "summary": store.summary,
        "description": store.description,
        "examplePhrases": [f"{WAKE_WORD}, {example}" for example in store.examples],
        "keywords": list(store.keywords),
        "smallIconUri": f"file://{_SMALL}",
        "largeIconUri": f"file://{_LARGE}",
    }
    return {
        "locales": {LOCALE: shop},
        "isAvailableWorldwide": False,
        "distributionMode": "PUBLIC",
        "distributionCountries": ["NL", "BE"],
        "category": "BUSINESS_AND_FINANCE",
        "testingInstructions": store.testing,
    }


def _privacy(url: str) -> Json:
    return {
        "allowsPurchases": False,
        "usesPersonalInfo": True,
        "isChildDirected": False,
        "isExportCompliant": True,
        "containsAds": False,
        "locales": {LOCALE: {"privacyPolicyUrl": f"{url}/privacy"}},
    }


def _custom(url: str) -> Json:
    return {
        # Trusted: a certificate of the host itself by an authority that Amazon trusts, not one for *.domain.
        "endpoint": {"uri": f"{url}/alexa", "sslCertificateType": "Trusted"},
        "interfaces": [{"type": "ALEXA_PRESENTATION_APL", "supportedViewports": _viewports()}],
    }


def _viewports() -> list[Json]:
    """Give the screens by APL's viewport profiles: round, and small, medium and large hubs, and televisions."""
    return [
        _viewport("HUB", "ROUND", (100, 599), (100, 599)),
        _viewport("HUB", "RECTANGLE", (960, 1279), (100, 599)),
        _viewport("HUB", "RECTANGLE", (960, 1279), (600, 959)),
        _viewport("HUB", "RECTANGLE", (1280, 1920), (600, 1279)),
        _viewport("TV", "RECTANGLE", (960, 960), (540, 540)),
    ]


def _viewport(mode: str, shape: str, width: tuple[int, int], height: tuple[int, int]) -> Json:
    sizes = {"minWidth": width[0], "maxWidth": width[1], "minHeight": height[0], "maxHeight": height[1]}
    return {"mode": mode, "shape": shape, **sizes}

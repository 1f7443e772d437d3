"""What Amazon would refuse in skill.json.

Source: "Skill Manifest Schema", "Host a Custom Skill as a Web Service" (https, port 443, a trusted certificate),
"Request Customer Contact Information" (a privacy policy with the e-mail permission), and "Define Skill Store Details"
(the sizes of the icons).
"""

from collections.abc import Iterator
from struct import unpack
from urllib.parse import urlsplit

from voice_models.packages.alexa.manifest_form import Custom, Manifest, Privacy, Publishing
from voice_models.packages.alexa.names import CATEGORIES, INTERFACES
from voice_models.packages.alexa.paths import EMAIL, LOCALE, MANIFEST, SKILL_PACKAGE
from voice_models.packages.package import Files, Mistake

_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


def manifest_mistakes(manifest: Manifest, files: Files) -> Iterator[Mistake]:
    """Check the manifest, and the icons it names among the files."""
    found = (
        *_publishing(manifest.publishing_information),
        *_icons(manifest.publishing_information, files),
        *_privacy(manifest.privacy_and_compliance, manifest),
        *_service(manifest.apis.custom),
    )
    yield from (Mistake(MANIFEST, f"manifest.{key}", what) for key, what in found)


def _publishing(publishing: Publishing) -> Iterator[tuple[str, str]]:
    here = "publishingInformation"
    if LOCALE not in publishing.locales:
        yield f"{here}.locales.{LOCALE}", "ontbreekt; de Checkbot spreekt Nederlands"
    if publishing.category not in CATEGORIES:
        yield f"{here}.category", "is geen categorie van Amazon; kies er een, zoals BUSINESS_AND_FINANCE"
    if publishing.is_available_worldwide and publishing.distribution_countries:
        yield f"{here}.distributionCountries", "geldt niet als isAvailableWorldwide true is; maak een van de twee leeg"
    if not publishing.is_available_worldwide and not publishing.distribution_countries:
        yield f"{here}.distributionCountries", "is leeg; noem de landen, zoals NL en BE"


def _icons(publishing: Publishing, files: Files) -> Iterator[tuple[str, str]]:
    for locale, shop in publishing.locales.items():
        here = f"publishingInformation.locales.{locale}"
        yield from _icon(f"{here}.smallIconUri", shop.small_icon_uri, 108, files)
        yield from _icon(f"{here}.largeIconUri", shop.large_icon_uri, 512, files)


def _icon(key: str, uri: str, size: int, files: Files) -> Iterator[tuple[str, str]]:
    if not uri.startswith("file://"):
        if not _public(uri):
            yield key, "moet met file://assets/images/ of https:// beginnen"
        return
    picture = files.get(f"{SKILL_PACKAGE}/{uri.removeprefix('file://')}")
    if picture is None:
        yield key, f"dit bestand staat niet in {SKILL_PACKAGE}; zet het erbij of bouw de pakketten opnieuw"
    elif _size(picture) != (size, size):
        yield key, f"moet een PNG zijn van {size} bij {size} punten"


def _size(picture: bytes) -> tuple[int, int] | None:
    """Give width and height of a PNG by its first block, IHDR."""
    start = len(_PNG)
    if not picture.startswith(_PNG) or len(picture) < start + 8:
        return None
    width, height = unpack(">II", picture[start : start + 8])
    return width, height


def _privacy(privacy: Privacy, manifest: Manifest) -> Iterator[tuple[str, str]]:
    here = "privacyAndCompliance"
    for locale, policy in privacy.locales.items():
        for key, url in (("privacyPolicyUrl", policy.privacy_policy_url), ("termsOfUseUrl", policy.terms_of_use_url)):
            if url and not _public(url):
                yield f"{here}.locales.{locale}.{key}", "moet een https-adres zijn"
    if EMAIL not in {permission.name for permission in manifest.permissions}:
        return
    for locale in manifest.publishing_information.locales:
        if locale not in privacy.locales or not privacy.locales[locale].privacy_policy_url:
            yield (
                f"{here}.locales.{locale}.privacyPolicyUrl",
                "ontbreekt; wie om een e-mailadres vraagt, moet een privacyverklaring noemen",
            )
    if not privacy.uses_personal_info:
        yield f"{here}.usesPersonalInfo", "moet true zijn, want de skill vraagt om een e-mailadres"


def _service(custom: Custom) -> Iterator[tuple[str, str]]:
    here = "apis.custom"
    if not _public(custom.endpoint.uri):
        yield f"{here}.endpoint.uri", "moet een https-adres zijn op poort 443; bouw de pakketten met --url"
    if custom.endpoint.ssl_certificate_type == "SelfSigned":
        yield f"{here}.endpoint.sslCertificateType", "mag zo niet in de winkel; neem een gewoon certificaat en Trusted"
    for place, interface in enumerate(custom.interfaces):
        if interface.type not in INTERFACES:
            yield f"{here}.interfaces.{place}.type", "kent Amazon niet; controleer de spelling"
        for number, screen in enumerate(interface.supported_viewports):
            if screen.min_width > screen.max_width or screen.min_height > screen.max_height:
                yield (
                    f"{here}.interfaces.{place}.supportedViewports.{number}",
                    "de kleinste maat is groter dan de grootste",
                )


def _public(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme == "https" and bool(parts.hostname) and parts.port in (None, 443)
    except ValueError:
        return False

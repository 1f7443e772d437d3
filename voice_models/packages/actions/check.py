"""What Google would refuse in an Actions project, or what would leave a caller stranded in it.

Sources: the protos of google.actions.sdk.v2 (fields, lengths, which files name each other), gactions (the files without
which it pushes nothing), "Conversational Actions: Types" (which of Google's types a phrase may hold).
"""

import re
from collections.abc import Iterator
from struct import unpack

from voice_models.packages.actions.model_schema import Webhook
from voice_models.packages.actions.phrase_check import phrase_mistakes
from voice_models.packages.actions.read import Project, of, read
from voice_models.packages.actions.references import reference_mistakes
from voice_models.packages.actions.schema import Actions, Manifest, Settings, Translation
from voice_models.packages.package import Files, Mistake

_IMAGES = "$resources.images."
_NEEDED = ((Manifest, "manifest.yaml"), (Settings, "settings/settings.yaml"), (Actions, "actions/actions.yaml"))
_SIZES = {"smallLogoImage": (192, 192), "largeBannerImage": (1920, 1080)}
_GOOGLES = re.compile(r"https://[\w-]+\.googleusercontent\.com/")
"""Where the console keeps the pictures of a project it pulled; other addresses are not allowed."""
_PNG = b"\x89PNG\r\n\x1a\n"
_AFTER_SIZE = 24


def mistakes(files: Files) -> Iterator[Mistake]:
    """Give every mistake in the files of a project, by file and dotted key."""
    project = read(files)
    yield from project.mistakes
    for form, path in _NEEDED:
        if form not in project.names:
            yield Mistake(path, "", "dit bestand ontbreekt; bouw de pakketten opnieuw")
    yield from _languages(project)
    yield from _pictures(project, files)
    yield from _handlers(project, files)
    yield from phrase_mistakes(project)
    yield from reference_mistakes(project)


def _languages(project: Project) -> Iterator[Mistake]:
    default = next((settings.default_locale for _, settings in of(project, Settings)), "")
    for item in project.items:
        if item.locale and item.locale == default:
            yield Mistake(
                item.path, "", f"{default} is al de taal van de bestanden zonder taalmap; haal dit bestand weg"
            )


def _pictures(project: Project, files: Files) -> Iterator[Mistake]:
    listings = [(item, settings.localized_settings) for item, settings in of(project, Settings)]
    listings += [(item, translation.localized_settings) for item, translation in of(project, Translation)]
    for item, listing in listings:
        shown = {"smallLogoImage": listing.small_logo_image, "largeBannerImage": listing.large_banner_image}
        for key, reference in shown.items():
            for what in _picture(key, reference, files):
                yield Mistake(item.path, f"localizedSettings.{key}", what)


def _picture(key: str, reference: str | None, files: Files) -> Iterator[str]:
    if reference is None or _GOOGLES.match(reference):
        return
    stem = f"resources/images/{reference.removeprefix(_IMAGES)}"
    found = next((path for path in (f"{stem}.png", f"{stem}.jpg", f"{stem}.jpeg") if path in files), None)
    if not reference.startswith(_IMAGES):
        yield f"begin met {_IMAGES} en dan de naam van een plaatje in resources/images"
    elif found is None:
        yield f"het plaatje {stem}.png ontbreekt; zet het neer of bouw de pakketten opnieuw"
    elif found.endswith(".png"):
        yield from _size(_SIZES[key], files[found])


def _size(needed: tuple[int, int], content: bytes) -> Iterator[str]:
    if not content.startswith(_PNG) or len(content) < _AFTER_SIZE:
        yield "het plaatje is geen PNG; maak het opnieuw"
    elif unpack(">II", content[16:_AFTER_SIZE]) != needed:
        yield f"het plaatje moet {needed[0]} bij {needed[1]} punten zijn; maak het op maat"


def _handlers(project: Project, files: Files) -> Iterator[Mistake]:
    taken: set[str] = set()
    for item, webhook in of(project, Webhook):
        for place, name in enumerate(handler.name for handler in webhook.handlers):
            if name in taken:
                yield Mistake(item.path, f"handlers.{place}.name", f"{name} staat er al; laat er een staan")
            taken.add(name)
        inline = webhook.inline_cloud_function
        if inline and not any(path.startswith(f"webhooks/{inline.execute_function}/") for path in files):
            key = "inlineCloudFunction.executeFunction"
            yield Mistake(item.path, key, f"de map webhooks/{inline.execute_function} ontbreekt; gebruik httpsEndpoint")

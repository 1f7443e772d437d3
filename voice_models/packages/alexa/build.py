"""The Alexa skill as a project of the ASK CLI: the skill package, and the file that tells `ask deploy` where it is.

Source: Amazon's "Skill Package API Reference" (the folders) and the ASK CLI's "Alexa Skill Project Definition".
"""

from importlib.resources import files as resources

from voice_models.packages.alexa.manifest import ICONS, manifest
from voice_models.packages.alexa.model import model
from voice_models.packages.alexa.paths import MANIFEST, MODEL, PROJECT, SKILL_PACKAGE
from voice_models.packages.package import Source, as_json
from voice_models.store import store

_PROJECT = {
    "askcliResourcesVersion": "2020-03-31",
    "profiles": {"default": {"skillMetadata": {"src": f"./{SKILL_PACKAGE}"}}},
}


def files(source: Source) -> dict[str, bytes]:
    """Give the project. The service runs elsewhere, so it has no code or infrastructure to deploy."""
    icons = {
        f"{SKILL_PACKAGE}/{path}": resources("voice_models").joinpath("icons", icon).read_bytes()
        for path, icon in ICONS.items()
    }
    return {
        PROJECT: as_json(_PROJECT),
        MANIFEST: as_json(manifest(store(), source.url)),
        MODEL: as_json(model(source.contract, source.model, store().spoken)),
        **icons,
    }

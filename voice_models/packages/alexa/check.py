"""What Amazon would refuse in the skill's project, from its files alone."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from voice_models.packages.alexa.manifest_check import manifest_mistakes
from voice_models.packages.alexa.manifest_form import Project, SkillFile
from voice_models.packages.alexa.model_check import model_mistakes
from voice_models.packages.alexa.model_form import ModelFile
from voice_models.packages.alexa.paths import LOCALE, MANIFEST, MODELS, PROJECT
from voice_models.packages.alexa.phrases_check import phrase_mistakes
from voice_models.packages.form import T, formed
from voice_models.packages.package import Files, Mistake, read_json


def mistakes(files: Files) -> Iterator[Mistake]:
    """Check every file, and whether they agree."""
    project, wrong = _read(Project, files, PROJECT)
    yield from wrong or _misplaced(project, files)
    skill, wrong = _read(SkillFile, files, MANIFEST)
    yield from wrong
    locales = set(skill.manifest.publishing_information.locales) if skill else {LOCALE}
    models = {}
    for locale in sorted(locales | _spoken(files)):
        path = f"{MODELS}/{locale}.json"
        models[locale], wrong = _read(ModelFile, files, path)
        yield from wrong
        if locale not in locales:
            yield Mistake(path, "", f"staat niet in {MANIFEST}; zet {locale} daar bij locales of haal dit bestand weg")
        if model := models[locale]:
            yield from model_mistakes(path, model.interaction_model.language_model, files[path])
    if skill:
        yield from manifest_mistakes(skill.manifest, files)
        yield from phrase_mistakes(skill.manifest.publishing_information, models)


def _read(form: type[T], files: Files, path: str) -> tuple[T | None, list[Mistake]]:
    data, wrong = read_json(files, path)
    return (None, wrong) if wrong else formed(form, data, path)


def _spoken(files: Files) -> set[str]:
    paths = (PurePosixPath(path) for path in files)
    return {path.stem for path in paths if str(path.parent) == MODELS and path.suffix == ".json"}


def _misplaced(project: Project | None, files: Files) -> Iterator[Mistake]:
    for name, profile in project.profiles.items() if project else ():
        folder = PurePosixPath(profile.skill_metadata.src)
        if str(folder / "skill.json") not in files:
            yield Mistake(
                PROJECT,
                f"profiles.{name}.skillMetadata.src",
                f"daar staat geen skill.json; verwijs naar ./{PurePosixPath(MANIFEST).parent}",
            )

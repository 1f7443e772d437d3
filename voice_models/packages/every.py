"""All packages: built into a folder, compared with it, and checked in it."""

from collections.abc import Iterator
from pathlib import Path

from voice_models.packages.actions.build import files as actions_files
from voice_models.packages.actions.check import mistakes as actions_mistakes
from voice_models.packages.alexa.build import files as alexa_files
from voice_models.packages.alexa.check import mistakes as alexa_mistakes
from voice_models.packages.dialogflow_cx.build import files as cx_files
from voice_models.packages.dialogflow_cx.check import mistakes as cx_mistakes
from voice_models.packages.dialogflow_es.build import files as es_files
from voice_models.packages.dialogflow_es.check import mistakes as es_mistakes
from voice_models.packages.package import Files, Mistake, Package, Source, zipped

PACKAGES = (
    Package("alexa", alexa_files, alexa_mistakes),
    Package("dialogflow_es/agent", es_files, es_mistakes, archive="dialogflow_es/checkbot-es.zip"),
    Package("dialogflow_cx/agent", cx_files, cx_mistakes, archive="dialogflow_cx/checkbot-cx.zip"),
    Package("actions/sdk", actions_files, actions_mistakes),
)
HERE = Path(__file__).parent.parent
"""Where the packages that come with the project stand: voice_models."""


def built(source: Source) -> dict[str, bytes]:
    """Give all files of all packages by their path below voice_models."""
    every = {}
    for package in PACKAGES:
        files = package.files(source)
        every.update({f"{package.folder}/{path}": content for path, content in files.items()})
        if package.archive:
            every[package.archive] = zipped(files)
    return every


def write(folder: Path, source: Source) -> list[str]:
    """Write all packages below `folder`, remove what no longer belongs in their folders, and give the paths written.
    Raises OSError when the folder can't be written."""
    every = built(source)
    for path in stored(folder).keys() - every.keys():
        (folder / path).unlink()
    for path, content in every.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return list(every)


def stored(folder: Path) -> dict[str, bytes]:
    """Give the files of the packages as they stand below `folder`, by path. What is hidden is a tool's own: in .ask
    the ASK CLI keeps which skill it made."""
    found = {}
    for package in PACKAGES:
        paths = [path for path in sorted((folder / package.folder).rglob("*")) if path.is_file()]
        paths = [path for path in paths if not any(part.startswith(".") for part in path.relative_to(folder).parts)]
        archive = folder / package.archive
        paths += [archive] if package.archive and archive.is_file() else []
        found.update({path.relative_to(folder).as_posix(): path.read_bytes() for path in paths})
    return found


def mistakes(folder: Path) -> Iterator[Mistake]:
    """Check the packages below `folder` by each platform's rules, and each archive by its folder."""
    every = stored(folder)
    for package in PACKAGES:
        files = {
            path.removeprefix(f"{package.folder}/"): content
            for path, content in every.items()
            if path.startswith(f"{package.folder}/")
        }
        for mistake in package.mistakes(files):
            yield Mistake(f"{package.folder}/{mistake.file}", mistake.key, mistake.what)
        yield from _packed(package, files, every)


def _packed(package: Package, files: Files, every: Files) -> Iterator[Mistake]:
    if package.archive and every.get(package.archive) != zipped(files):
        yield Mistake(package.archive, "", f"is niet de map {package.folder}, ingepakt; bouw de pakketten opnieuw")

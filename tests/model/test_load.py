"""The content is read and checked; a mistake is one line that names file, key and remedy."""

import shutil
from pathlib import Path

import pytest

from model.load import ContentError, load

CONTENT = Path(__file__).parent.parent.parent / "model" / "content"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_content_that_comes_along_is_whole() -> None:
    assert load().version


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("model.yaml", "version:", "versie:", "version ontbreekt"),
        ("model.yaml", "number: 2", "number: 7", "nummers 1 tot en met 5"),
        ("model.yaml", "minimum: 40", "minimum: 10", "steeds stijgen"),
        ("model.yaml", "area: organisatie", "area: elders", "onbekend gebied elders"),
        ("model.yaml", "bridge: Dan", "brug: Dan", "aspects.gebruikerservaring.bridge: ontbreekt"),
        ("questions/scope.yaml", "score: 50", "score: half", "score: moet een heel getal zijn"),
        ("questions/scope.yaml", "score: 50", "score: 0", "score moet bij 0 beginnen"),
        ("utterances/scope.yaml", "  een-plek:", "  een-plekje:", "antwoord een-plekje bestaat niet"),
        ("utterances/scope.yaml", "scope-klantreis:", "scope-reis:", "vraag scope-reis bestaat niet"),
        ("questions/scope.yaml", "label: Op één plek", "label: Op één plek en verder nergens", "langer dan 25"),
        ("questions/scope.yaml", "[op één plek", "[nergens", "trefwoord 'nergens' staat bij twee antwoorden"),
        ("questions/scope.yaml", "aspect: scope", "aspect: data", "hoort bij een ander aspect"),
        ("questions/scope.yaml", "questions:", "vragen:", "sleutel questions ontbreekt"),
        ("questions/scope.yaml", "    spoken:", "   spoken:", "geen geldige YAML op regel"),
        ("tips/data.yaml", "data-leren: [niets]", "data-lezen: [niets]", "onbekende vraag data-lezen"),
        ("tips/data.yaml", "data-leren: [niets]", "data-leren: [alles]", "geen antwoord alles"),
        ("tips/data.yaml", "level: 1", "level: 6", "level is 6; kies 1 tot en met 5"),
        ("tips/data.yaml", "effort: days", "effort: uren", "kies uit 'days', 'weeks' of 'months'"),
        ("tips/data.yaml", "    effort: days\n", "", "effort: ontbreekt"),
        ("questions/scope.yaml", "kind: rating", "kind: cijfer", "kies uit"),
        ("questions/scope.yaml", "low:", "laag:", "laag: onbekende sleutel"),
        ("questions/data.yaml", "enough: 3", "enough: 9", "hoeveel daarvan de volle score geven"),
        ("questions/scope.yaml", "quick_scan: true", "quick_scan: true\n    quick_scan: true", "staat twee keer"),
        ("model.yaml", 'version: "2026.2"', "version: 2026.10", "schrijf hem tussen aanhalingstekens"),
        ("questions/scope.yaml", "score: 50", 'score: "50"', "zonder aanhalingstekens"),
        ("questions/scope.yaml", "spoken: nog nergens", 'spoken: ""', "antwoord nergens: spoken is leeg"),
        ("questions/scope.yaml", "short: Waar", "short: 2026-13-45 #", "onmogelijke waarde"),
        ("questions/scope.yaml", "[op één plek", "[NÉRGENS", "staat bij twee antwoorden"),
        ("tips/data.yaml", "    called_by:\n      data-leren: [niets]", "    called_by: {}", "called_by is leeg"),
        ("cases.yaml", "tips: [", "tips: [bestaat-niet, ", "noemt onbekende tip bestaat-niet"),
        ("open.yaml", "question: open-doel", "question: open-wens", "onbekende open vraag open-wens"),
    ],
)
def test_a_mistake_names_file_key_and_remedy(content: Path, file: str, old: str, new: str, told: str) -> None:
    edit(content / file, old, new)
    with pytest.raises(ContentError, match=told) as error:
        load(content)
    assert "\n" not in str(error.value)
    named = file if "komt twee keer voor" not in told or "questions/scope.yaml" in str(error.value) else "questions/"
    assert named in str(error.value)


def test_a_missing_file_is_named(content: Path) -> None:
    (content / "tips" / "data.yaml").unlink()
    with pytest.raises(ContentError, match=r"tips/data\.yaml: bestand ontbreekt"):
        load(content)

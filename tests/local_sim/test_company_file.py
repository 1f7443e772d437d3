"""A company of somebody's own: what is wrong with its file is one Dutch line that says what to do."""

import dataclasses
from pathlib import Path

import pytest
import yaml

from local_sim.company import DEMO, NAMES, Company, company
from local_sim.company_file import company_of
from local_sim.errors import SimulatorError
from local_sim.respondent import Respondent
from model.load import load

WHOLE = {
    "name": "Winkel",
    "role": "directie",
    "sector": "wonen",
    "size": "klein",
    "goal": "Meer rust.",
    "obstacle": "Te weinig tijd.",
    "given": {"scope-kanalen": "een-plek", "scope-stem": None},
    "voice": {"variant": "m3", "pitch": 40, "noise": 10, "telephone": True},
}


def written(folder, **changes):
    file = folder / "mijn.yaml"
    data = {**WHOLE, **changes}
    file.write_text(yaml.safe_dump({key: value for key, value in data.items() if value != "weg"}), encoding="utf-8")
    return str(file)


@pytest.mark.parametrize("name", [*NAMES, DEMO])
def test_the_examples_answer_the_whole_quick_scan(name):
    model = load()
    found = company_of(name, model)
    assert set(found.given) == {question.id for question in model.quick_scan}
    assert Respondent(model, found)


def test_the_examples_sound_different():
    assert len({company(name).voice for name in (*NAMES, DEMO)}) == 4


def test_a_file_of_ones_own_is_a_company(tmp_path):
    found = company_of(written(tmp_path), load())
    assert (found.given["scope-stem"], found.voice.noise, found.voice.telephone) == (None, 10, True)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"goal": "weg"}, "goal: ontbreekt"),
        ({"bedrijf": "x"}, "bedrijf: ken ik niet"),
        ({"name": 3}, "name: is geen tekst"),
        ({"name": ""}, "name: is leeg"),
        ({"person": "Piet\x1b[5m"}, "person: mag zo niet geschreven worden, kijk naar de vreemde tekens"),
        ({"goal": "x" * 501}, "goal: is te lang, schrijf hoogstens 500 tekens"),
        ({"address": "anna at voorbeeld"}, "address: mag zo niet geschreven worden"),
        ({"given": {"scope-kanaal": None}}, "vraag scope-kanaal bestaat niet, kies er een als scope-kanalen"),
        ({"given": {"scope-stem": "soms"}}, "antwoord soms bestaat niet bij vraag scope-stem, kies niets, opzoeken"),
        ({"given": ["x"]}, "given: heeft niet de goede vorm"),
        ({"instead": {"x": "herhaal"}}, "vraag x bestaat niet"),
        ({"forms": ["shout"]}, "forms: shout ken ik niet, kies uit think"),
        ({"forms": []}, "forms: is leeg"),
        ({"says": {"hobby": "zingen"}}, "says: hobby ken ik niet"),
        ({"voice": {"pitch": 100}}, "voice.pitch: is te hoog, kies 99 of minder"),
        ({"voice": {"pitch": 1.5}}, "voice.pitch: schrijf een heel getal"),
        ({"voice": {"speed": 20}}, "voice.speed: is te laag, kies 80 of meer"),
        ({"voice": {"noise": "veel"}}, "voice.noise: schrijf een getal"),
        ({"voice": {"variant": "../x"}}, "voice.variant: mag zo niet geschreven worden"),
        ({"voice": {"telephone": "soms"}}, "voice.telephone: kies true of false"),
        ({"voice": {"echo": 1}}, "voice.echo: ken ik niet"),
        ({"corrects": "nou"}, "corrects: kies true of false"),
    ],
)
def test_a_mistake_names_the_key_and_what_to_do(tmp_path, changes, told):
    with pytest.raises(SimulatorError) as raised:
        company_of(written(tmp_path, **changes), load())
    assert f"mijn.yaml: {told}" in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"name: [", "geen geldige YAML op regel 1"),
        (b"\xff\xfe", "bewaar het als UTF-8"),
        (b"", "begin met sleutels als name, role en given"),
        (b"- x", "begin met sleutels"),
        (b"x" * 70_000, "te groot voor een bedrijf: houd het onder 64 kB"),
        (b"[" * 60_000, "YAML"),
        (b"name: 2026-99-99", "geen leesbare YAML"),
    ],
)
def test_what_is_no_company_is_told(tmp_path, content, told):
    file = tmp_path / "mijn.yaml"
    file.write_bytes(content)
    with pytest.raises(SimulatorError, match=told):
        company_of(str(file), load())


@pytest.mark.parametrize(("name", "told"), [("bakker", "kies starter, webshop"), ("weg.yaml", "niet te lezen")])
def test_a_company_that_is_not_there_is_told(name, told):
    with pytest.raises(SimulatorError, match=told):
        company_of(name, load())


def test_the_company_of_the_docs_is_one(tmp_path):
    told = (Path(__file__).parents[2] / "docs" / "roleplay.md").read_text(encoding="utf-8")
    file = tmp_path / "bakery.yaml"
    file.write_text(told.partition("```yaml\n")[2].partition("```")[0], encoding="utf-8")
    found = company_of(str(file), load())
    fields = {field.name for field in dataclasses.fields(Company)}
    assert fields == set(yaml.safe_load(file.read_text(encoding="utf-8")))
    assert found.voice.telephone

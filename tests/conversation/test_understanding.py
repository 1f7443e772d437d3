"""What is meant by what is said: by kind one at a time, and by figures over the corpus (tests/conversation/corpus)."""

import pytest

from fulfillment.conversation.understanding.answer import Understander
from fulfillment.conversation.understanding.commands import exact, loose
from fulfillment.conversation.understanding.understood import Understood
from fulfillment.conversation.understanding.words import tokens
from fulfillment.conversation.understanding.yes_no import yes_no
from model.load import load
from model.types import Model
from tests.conversation import score

MODEL = load()
UNDERSTANDER = Understander(MODEL)
NOWHERE, ONE, MORE = "nergens", "een-plek", "meer-kanalen"


def understood(question: str, said: str) -> Understood | None:
    return UNDERSTANDER.answer(MODEL.question(question), tokens(said))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("eh, doe maar de tweede", ONE),
        ("de middelste", ONE),
        ("de laatste graag", MORE),
        ("de eerste past het beste bij ons", NOWHERE),
        ("ik denk de 3e", MORE),
        ("b", ONE),
        ("bee", ONE),
        ("optie c alsjeblieft", MORE),
        ("nummer twee", ONE),
        ("nummer drie", MORE),
        ("op één plek", ONE),
        ("op 1 plek", ONE),
        ("nou op een plek dus", ONE),
        ("via meerdere kanalen", MORE),
        ("viameer kanalen", MORE),
        ("we hebben chat en ook whatsapp", MORE),
        ("wij doen enkel iets op onze website", ONE),
        ("de eerste, nee wacht, de derde", MORE),
        ("a, of nee, b", ONE),
        ("wij hebben eigenlijk geen chat", NOWHERE),
    ],
)
def test_an_answer(said: str, meant: str) -> None:
    found = understood("scope-kanalen", said)
    assert found
    assert found.choices == (meant,)


@pytest.mark.parametrize(
    ("said", "meant"),
    [("één", (NOWHERE, ONE)), ("1", (NOWHERE, ONE)), ("2", (ONE, MORE)), ("doe maar twee", (ONE, MORE))],
)
def test_a_number_is_asked_back_about_where_an_answer_counts(said: str, meant: tuple[str, ...]) -> None:
    found, elsewhere = understood("scope-kanalen", said), understood("gebruikerservaring-toon", said)
    assert found
    assert found.choices == meant
    assert elsewhere
    assert len(elsewhere.choices) == 1


@pytest.mark.parametrize(
    "said",
    [
        "",
        "eh",
        "niet de eerste",
        "de eerste dinsdag van de maand",
        "wat is het weer morgen",
        "een beetje",
        "ik heb een hond",
        "de vierde",
        "paarse krokodil",
        "a" * 10_000,
    ],
)
def test_no_answer(said: str) -> None:
    found = understood("scope-kanalen", said)
    assert found is None or not found.certain


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("help", "help"),
        ("kun je die vraag nog een keer herhalen", "repeat"),
        ("dat weet ik nog niet", "dont_know"),
        ("ja stop", "stop"),
        ("sla deze maar over", "skip"),
        ("ga eens terug", "back"),
        ("hoeveel vragen komen er nog", "progress"),
        ("mag ik met een medewerker spreken", "person"),
        ("verwijder al mijn gegevens", "erase"),
    ],
)
def test_a_command(said: str, meant: str) -> None:
    assert (exact(tokens(said)) or loose(tokens(said))) == meant


@pytest.mark.parametrize("said", ["", "sorry", "wij verkopen fietsen"])
def test_no_command_among_other_words(said: str) -> None:
    assert loose(tokens(said)) is None


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("ja", True),
        ("oké", True),
        ("jawel hoor", True),
        ("doe maar", True),
        ("waarom niet", True),
        ("nee", False),
        ("ja, liever niet", False),
        ("bwa neen", False),
        ("absoluut niet", False),
        ("nee, of toch, ja", True),
        ("", None),
        ("eh", None),
        ("wat is het weer", None),
        ("ik denk dat ik daar eerst even met mijn collega over praat", None),
    ],
)
def test_yes_or_no(said: str, meant: bool | None) -> None:  # noqa: FBT001 - it is the answer
    assert yes_no(tokens(said)) is meant


@pytest.mark.parametrize(
    ("question", "said", "meant"),
    [
        ("scope-kanalen", "de eerste of de tweede", (NOWHERE, ONE)),
        ("scope-kanalen", "b of c", (ONE, MORE)),
        ("scope-kanalen", "ik twijfel tussen alleen de chat op onze site en meerdere kanalen", (ONE, MORE)),
        ("scope-zichtbaar", "een drie of een vier", ("3", "4")),
    ],
)
def test_of_two_answers_is_asked_which(question: str, said: str, meant: tuple[str, str]) -> None:
    found = understood(question, said)
    assert found
    assert found.choices == meant
    assert not found.certain


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("een ruime vier", "4"),
        ("doe maar drie", "3"),
        ("net geen vijf dus een vier", "4"),
        ("drie van de vijf", "3"),
        ("het hoogste", "5"),
        ("goed verstopt", "1"),
        ("een zeven", None),
        ("een beetje", None),
    ],
)
def test_a_figure(said: str, meant: str | None) -> None:
    found = understood("scope-zichtbaar", said)
    assert (found.choice if found else None) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("allemaal", ("retour", "wijzigen", "afspraak")),
        ("geen van die", ()),
        ("de eerste en de derde", ("retour", "afspraak")),
        ("de eerste twee", ("retour", "wijzigen")),
        ("alles behalve een afspraak maken", ("retour", "wijzigen")),
        ("alleen een retour aanmelden", ("retour",)),
        ("een afspraak maken en een retour aanmelden", ("retour", "afspraak")),
    ],
)
def test_several_things(said: str, meant: tuple[str, ...]) -> None:
    found = understood("scope-regelen", said)
    assert found
    assert found.certain
    assert found.choice == meant


@pytest.mark.parametrize(
    ("said", "meant"), [("jawel hoor", "ja"), ("bwa neen", "nee"), ("dat kan met een privébericht", "ja")]
)
def test_a_question_of_yes_or_no(said: str, meant: str) -> None:
    found = understood("scope-klacht", said)
    assert found
    assert found.choice == meant


def test_a_correction_in_one_breath_counts() -> None:
    found = understood("scope-kanalen", "via meer kanalen, nee wacht, op één plek")
    assert found
    assert found.choices == (ONE,)


def test_what_a_denial_leaves_counts() -> None:
    found = understood("scope-kanalen", "niet via meer kanalen maar op één plek")
    assert found
    assert found.choices == (ONE,)


@pytest.mark.parametrize("half", ["development", "test"])
def test_nearly_all_answers_are_understood_and_no_other_talk(model: Model, half: str) -> None:
    tally = score.of_answers(model, half)
    assert tally.count + tally.others >= 1_100
    assert tally.right >= 0.97
    assert tally.wrong <= 0.01
    assert tally.accepted <= 0.01


def test_yes_and_no_commands_and_addresses_of_the_test_half() -> None:
    for count, right, others, accepted, _ in (
        score.of_talk("test", "yes_no"),
        score.of_talk("test", "commands"),
        score.of_addresses("test"),
    ):
        assert count > 50
        assert right >= 0.9
        assert accepted <= 0.1 if others else True

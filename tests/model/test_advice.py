"""Tips: between five and twelve for any answers, each with what called for it; spread over the aspects."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from model.advice import FEWEST, MOST, advise
from model.check import ROLES, SECTORS, SIZES
from model.glassbox import derive
from model.load import load
from model.question import Choice
from model.scoring import score
from model.themes import about, matches
from model.tip import Profile
from model.types import Model
from tests.model.test_scoring import everywhere, full_answers

MODEL = load()
profiles = st.builds(
    Profile,
    role=st.sampled_from(("", *ROLES)),
    sector=st.sampled_from(("", *SECTORS)),
    size=st.sampled_from(("", *SIZES)),
    words=st.fixed_dictionaries(
        {},
        optional={
            "open-doel": st.sampled_from(["meer omzet", "sneller antwoord", "minder retouren", "koffie"]),
            "open-obstakel": st.sampled_from(["geen tijd", "te weinig geld", "de avg", "thee"]),
        },
    ),
)


@for_all(given=full_answers, profile=profiles)
def test_any_answers_get_between_five_and_twelve_different_tips(given: dict[str, Choice], profile: Profile) -> None:
    ids = [advice.tip.id for advice in advise(MODEL, given, profile)]
    assert FEWEST <= len(ids) <= MOST
    assert len(set(ids)) == len(ids)


@for_all(given=full_answers)
def test_each_tip_names_the_answer_that_called_for_it(given: dict[str, Choice]) -> None:
    for advice in advise(MODEL, given):
        question, choice = advice.because.question, given[advice.because.question.id]
        assert advice.because.given == (None if choice is None else question.chosen(choice))
        assert choice is None or question.calls(choice, advice.tip.called_by[question.id])


@for_all(given=full_answers)
def test_every_aspect_gets_a_tip_and_none_more_than_two(given: dict[str, Choice]) -> None:
    aspects = Counter(advice.tip.aspect for advice in advise(MODEL, given))
    assert set(aspects) == {aspect.id for aspect in MODEL.aspects}
    assert max(aspects.values()) <= 2


@for_all(given=full_answers)
def test_the_most_needed_tip_comes_first_and_its_need_is_the_sum_of_its_parts(given: dict[str, Choice]) -> None:
    found = advise(MODEL, given)
    assert [advice.need for advice in found] == sorted((advice.need for advice in found), reverse=True)
    assert all(advice.need == sum(term.points for term in advice.terms) for advice in found)


@for_all(given=full_answers, data=st.data())
def test_the_order_of_the_answers_does_not_matter(given: dict[str, Choice], data: st.DataObject) -> None:
    shuffled = dict(data.draw(st.permutations(list(given.items()))))
    assert [advice.tip.id for advice in advise(MODEL, given)] == [advice.tip.id for advice in advise(MODEL, shuffled)]


def test_a_beginner_hears_where_to_begin(model: Model) -> None:
    found = advise(model, everywhere(lambda question: question.answers[0].id))
    assert {advice.tip.level for advice in found} <= {1, 2}


def test_a_front_runner_hears_how_to_stay_ahead(model: Model) -> None:
    found = advise(model, everywhere(lambda question: question.answers[-1].id))
    assert sum(advice.tip.level for advice in found) / len(found) >= 4
    assert all(advice.because.higher == () for advice in found)


def test_role_sector_and_size_change_the_tips(model: Model) -> None:
    given = everywhere(lambda question: question.answers[0].id)
    plain = [advice.tip.id for advice in advise(model, given)]
    other = {
        tuple(advice.tip.id for advice in advise(model, given, Profile(role, sector, size)))
        for role in ROLES
        for sector in SECTORS
        for size in SIZES
    }
    assert len(other | {tuple(plain)}) > 5


def test_what_somebody_says_brings_the_tips_that_help_with_it_forward_and_is_quoted(model: Model) -> None:
    given = everywhere(lambda question: question.answers[0].id)
    profile = Profile(words={"open-doel": "we willen vooral meer omzet, dus meer verkopen"})
    assert [match.theme.id for match in matches(model, profile)] == ["meer-omzet"]
    helped = [advice for advice in advise(model, given, profile) if advice.because.wishes]
    assert helped
    assert all("meer-omzet" in advice.tip.themes for advice in helped)
    assert helped[0].because.wishes[0].quote == "we willen vooral meer omzet, dus meer verkopen"


@pytest.mark.parametrize(
    ("question", "said", "theme"),
    [
        ("open-doel", "klanten sneller antwoord geven", "betere-service"),
        ("open-doel", "minder kosten voor de klantenservice", "lagere-kosten"),
        ("open-obstakel", "we hebben er gewoon geen tijd voor", "tijdgebrek"),
        ("open-obstakel", "het mag niet te veel geld kosten", "geld"),
        ("open-obstakel", "de avg en de privacy van klanten", "privacy"),
    ],
)
def test_own_words_find_their_theme_and_say_by_which_phrases(
    model: Model, question: str, said: str, theme: str
) -> None:
    found = about(model, question, said)
    assert found[0].theme.id == theme
    assert found[0].phrases


@pytest.mark.parametrize("said", ["", "weet ik niet", "de koe loopt in de wei", "x" * 5_000])
def test_other_talk_has_no_theme(model: Model, said: str) -> None:
    assert about(model, "open-doel", said) == ()


@for_all(given=full_answers, profile=profiles)
def test_a_profile_never_changes_a_score(given: dict[str, Choice], profile: Profile) -> None:
    assert derive(MODEL, given, profile).result == score(MODEL, given)


@pytest.mark.parametrize(
    "said",
    [
        "geld is geen probleem",
        "niet de privacy, daar zijn we klaar mee",
        "we hebben tijd genoeg",
        "de techniek is prima",
    ],
)
def test_what_is_said_not_to_be_a_problem_is_no_theme(model: Model, said: str) -> None:
    assert about(model, "open-obstakel", said) == ()


def test_whatever_somebody_fears_is_helped_where_the_answers_call_for_it(model: Model) -> None:
    given = everywhere(lambda question: question.answers[-1].id)
    found = advise(model, given, Profile(words={"open-obstakel": "vooral de privacy van onze klanten"}))
    assert any(wish.theme.id == "privacy" for advice in found for wish in advice.because.wishes)


def test_advice_for_another_sector_comes_last(model: Model) -> None:
    tip = replace(model.tips[0], sectors=("mode",))
    fashion = replace(model, tips=(tip, *model.tips[1:]))
    given = everywhere(lambda question: question.answers[0].id)
    own, other = (
        next((advice.need for advice in advise(fashion, given, Profile(sector=sector)) if advice.tip.id == tip.id), -99)
        for sector in ("mode", "wonen")
    )
    assert own > other

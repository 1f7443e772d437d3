"""A few dozen of the spoken benchmark's utterances, by voices on which no limit was set: below these it got worse."""

import random

import pytest

from fulfillment.conversation.bot import Bot
from model.load import load
from tests.local_sim import voice_extra
from tests.local_sim.speech_bench import cases
from tests.local_sim.speech_bench.cases import Kind
from tests.local_sim.speech_bench.tally import by_ear, share
from tests.local_sim.speech_bench.trial import GRAMMAR, Trial, Verdict, outcomes
from tests.local_sim.speech_bench.voices import CONDITIONS, REPORTING

voice_extra.require()
# What a fixture hears is heard once, not once by each process that tests.
pytestmark = pytest.mark.xdist_group("floors")
_EACH, _TALK, _SEED = 2, 6, 7


@pytest.fixture(scope="module")
def heard(ear):
    model = load()
    chance = random.Random(_SEED)  # noqa: S311 - a sample, not a secret
    every = list(cases.phrases(model.quick_scan, _SEED))
    kinds = {kind: [case for case in every if case.kind is kind] for kind in Kind}
    said = [case for kind in Kind for case in chance.sample(kinds[kind], min(_EACH, len(kinds[kind])))]
    said += chance.sample(list(cases.talk(model.quick_scan, "reporting", _SEED)), _TALK)
    trials = [Trial(case, REPORTING[place % len(REPORTING)], place) for place, case in enumerate(said)]
    return [outcome for part in outcomes(trials, ear, Bot(model), (GRAMMAR,)) for outcome in part]


@pytest.mark.parametrize(
    ("condition", "least"),
    [("clean", 0.85), ("20 dB", 0.85), ("10 dB", 0.75), ("telephone", 0.75), ("10 dB, telephone", 0.5)],
)
def test_what_is_expected_is_heard_right(heard, condition, least):
    of_it = [each for each in heard if each.condition == condition and each.case.kind is not Kind.TALK]
    assert len(of_it) == _EACH * (len(Kind) - 1)
    assert share(of_it, by_ear(Verdict.RIGHT)) >= least


def test_other_talk_is_not_taken_for_an_answer(heard):
    others = [each for each in heard if each.case.kind is Kind.TALK]
    assert len(others) == _TALK * len(CONDITIONS)
    assert share(others, by_ear(Verdict.ACCEPTED)) <= 0.05

import pytest

from local_sim.platforms.actions import Actions
from local_sim.platforms.alexa import Alexa
from local_sim.platforms.dialogflow_cx import DialogflowCx
from local_sim.platforms.dialogflow_es import DialogflowEs
from local_sim.platforms.ssml import plain


@pytest.mark.parametrize("platform", [Alexa, Actions, DialogflowEs, DialogflowCx])
def test_a_voice_gets_what_the_platform_gives_its_own(make_service, platform):
    line = make_service().call(platform())
    for heard in (line.start(), line.say("ja"), line.say("Sanne"), line.say("langzamer")):
        assert heard.speech
        assert plain(heard.to_say) == heard.speech


def test_ssml_reaches_the_voice(make_service):
    line = make_service().call(Alexa())
    first = line.start()
    assert first.aloud.startswith("<speak>")
    assert first.reprompt_aloud.startswith("<speak>")
    assert "<" not in first.speech + first.reprompt

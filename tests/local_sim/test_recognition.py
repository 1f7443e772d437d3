import pytest

from local_sim.platforms.recognition import recognised


@pytest.mark.parametrize(
    ("line", "intent"),
    [
        ("Stop!", "stop"),
        ("oké", "yes"),
        ("Hoe ver zijn we?", "progress"),
        ("n.v.t.", "dont_know"),
        ("sanne@example.com", "address"),
        ("Sanne punt devries Apenstaartje example punt com", "address"),
        ("stop maar met die chat", "answer"),
        ("", "answer"),
    ],
)
def test_a_whole_phrase_is_its_intent_and_the_rest_is_free(line, intent):
    assert recognised(line).name == intent

"""Whether the shop's example phrases work: they open the skill, and what they ask of it is a sample.

Source: Amazon's "Crafting Great Example Phrases that Meet Certification Requirements": wake word, launch word,
invocation name, connecting word, utterance.
"""

from collections.abc import Iterator, Mapping

from voice_models.packages.alexa.manifest_form import Publishing, Shop
from voice_models.packages.alexa.model import heard_as
from voice_models.packages.alexa.model_form import Language, ModelFile
from voice_models.packages.alexa.paths import MANIFEST, WAKE_WORD
from voice_models.packages.package import Mistake

_WAKE = f"{WAKE_WORD.casefold()}, "
_CONNECTING = ("om", "naar", "of", "over", "voor")


def phrase_mistakes(publishing: Publishing, models: Mapping[str, ModelFile | None]) -> Iterator[Mistake]:
    """Check the phrases of every language whose model could be read."""
    for locale, shop in publishing.locales.items():
        if model := models.get(locale):
            key = f"manifest.publishingInformation.locales.{locale}.examplePhrases"
            for place, what in _of_shop(shop, model.interaction_model.language_model):
                yield Mistake(MANIFEST, f"{key}.{place}", what)


def _of_shop(shop: Shop, language: Language) -> Iterator[tuple[int, str]]:
    name = heard_as(language.invocation_name)
    samples = {heard_as(sample) for intent in language.intents for sample in intent.samples}
    for place, phrase in enumerate(shop.example_phrases):
        heard = heard_as(phrase.rstrip(".!?"))
        _, found, after = heard.removeprefix(_WAKE).partition(name)
        if not heard.startswith(_WAKE) or not found:
            yield place, f'begin met "{WAKE_WORD}," en noem daarna "{language.invocation_name}"'
        elif after and _request(after) not in samples:
            yield (
                place,
                f'niemand kan "{_request(after)}" vragen; kies een zin uit de voorbeeldzinnen van het taalmodel',
            )


def _request(after: str) -> str:
    words = after.strip(" ,").split()
    return " ".join(words[1:] if words and words[0] in _CONNECTING else words)

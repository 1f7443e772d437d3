"""The phones of the model, and how espeak-ng's Dutch pronunciation is written in them."""

import re
import subprocess
from collections.abc import Iterable, Iterator

from local_sim.errors import SimulatorError

PHONES = (
    "aː b d eː f h i j k l m n oː p r s t u v y z øː ŋ œy ɑ ɔ ə ɛ ɛɪ ɣ ɪ ɵ ʃ ʋ ʌʊ".split()
)  # The network's outputs 1-35, in this order; 0 is silence.
_WRITTEN = {
    "eɪ": "eː", "yː": "y", "iː": "i", "ɛː": "ɛ", "tʃ": "t ʃ", "ɡ": "ɣ", "ɑ̃": "ɑ", "uː": "u", "ʌ": "ɵ", "aɪ": "ɑ j",
    "a": "ɑ", "ɲ": "n j", "yʊ": "y", "eʊ": "eː", "ɾ": "r", "w": "ʋ", "ʒ": "ʃ", "tʲ": "t j", "ɪː": "ɪ", "ɔː": "ɔ",
    "x": "ɣ", "dʒ": "d ʃ", "o": "oː", "e": "eː", "ø": "øː", "ɐ": "ɑ", "ɜ": "ə", "æ": "ɛ", "ɒ": "ɔ", "ɑː": "aː",
    "ʊ": "u", "θ": "t", "ð": "d", "əʊ": "oː", "aʊ": "ʌʊ", "ɔɪ": "ɔ j", "ɔy": "œy", "ɪɪ": "i", "ɹ": "r", "ɛ̃": "ɛ",
    "ɔ̃": "ɔ",
}  # fmt: skip
_LANGUAGE = re.compile(r"\([a-z-]+\)")
_STRESS = re.compile("[ˈˌ()ʔ]")

Pronunciation = tuple[str, ...]


def pronounced(words: Iterable[str]) -> Iterator[tuple[str, tuple[Pronunciation, ...]]]:
    """Give each word with its pronunciations by espeak-ng; Dutch drops the n of -en, so those have two.

    Raises SimulatorError when espeak-ng is not there, or a word has no sound.
    """
    for word in words:
        phones = _phones(_ipa(word))
        if not phones:
            raise SimulatorError(f"espeak-ng maakt van '{word}' geen klanken: zet het woord zelf in lexicon.txt.")
        drops = len(phones) > 3 and phones[-2:] == ("ə", "n")
        yield word, (phones, phones[:-1]) if drops else (phones,)


def _ipa(word: str) -> str:
    command = ["espeak-ng", "-q", "--ipa", "--sep=_", "-v", "nl", f"{word}."]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 - fixed command
    except FileNotFoundError as error:
        raise SimulatorError("espeak-ng ontbreekt: installeer het om woorden aan het model toe te voegen.") from error


def _phones(ipa: str) -> Pronunciation:
    sounds = (_STRESS.sub("", part) for part in re.split(r"[_\s]+", _LANGUAGE.sub("", ipa)))
    return tuple(phone for sound in sounds if sound for phone in _mapped(sound) if phone in PHONES)


def _mapped(sound: str) -> list[str]:
    written = _WRITTEN.get(sound, sound).split()
    if all(phone in PHONES for phone in written):
        return written
    short = sound.rstrip("ːʲ")
    return _WRITTEN.get(short, short).split()

"""When somebody has finished speaking, and when somebody says nothing."""

from local_sim.listen.expected import Expected

NO_INPUT = 7.0
"""Seconds without a word after which somebody is silent (Nuance's and Blueworx's guides)."""
AFTER_WORD, AFTER_SENTENCE, WHILE_SPELLING = 0.5, 1.5, 2.5
"""Seconds of quiet that end a word or a whole expected phrase, a sentence that may go on, and something spelled: the
"complete" and "incomplete timeout" of VoiceXML 2.0."""
LONGEST = 30.0
"""Seconds after which listening ends whatever happens: noise has no end."""
_NOISE = 1.0
"""In noise it is never quiet: so many seconds longer without a new word count as quiet too."""


def quiet_needed(words: str, expected: Expected) -> float:
    """Give the seconds of quiet that end `words`. A whole expected phrase is as good as one word."""
    if expected.spelled:
        return WHILE_SPELLING
    return AFTER_WORD if len(words.split()) == 1 or expected.whole(words) else AFTER_SENTENCE


def finished(words: str, quiet: float, same: float, expected: Expected) -> bool:
    """Tell whether somebody has finished after `words`: it has been quiet for `quiet` seconds, and the words have been
    the same for `same`. Sound that is no word yet is waited for; without any word the end is silence."""
    if not words:
        return min(quiet, same) >= NO_INPUT
    needed = quiet_needed(words, expected)
    return quiet >= needed or same >= needed + _NOISE

"""What can go wrong in the simulator."""


class SimulatorError(Exception):
    """The conversation cannot go on. The message is one Dutch sentence: what went wrong and what to do."""


class SpeechError(SimulatorError):
    """There is no voice or no loudspeaker; the conversation can go on in text. One Dutch line, as above."""


INSTALL_VOICE = "make voice (of pip install '.[voice]' in de projectmap)"
"""How to get the packages of the extra "voice"."""

"""Where espeak-ng is: in the wheel espeakng-loader, or else on the system."""

import ctypes.util
from dataclasses import dataclass

from local_sim.errors import INSTALL_VOICE, SpeechError

NO_VOICE = f"Er is geen stem: installeer die met {INSTALL_VOICE}. Typen kan gewoon: kies --text."


@dataclass(frozen=True)
class Espeak:
    """The path of the library, and of its data ("" for where the library itself looks)."""

    library: str
    data: str


def found() -> Espeak:
    """Give the wheel's espeak-ng when it is installed, so that everybody hears the same voice; else the system's.

    Raises SpeechError when there is neither.
    """
    try:
        import espeakng_loader
    except ImportError:
        system = ctypes.util.find_library("espeak-ng")
        if system is None:
            raise SpeechError(NO_VOICE) from None
        return Espeak(system, "")
    return Espeak(espeakng_loader.get_library_path(), espeakng_loader.get_data_path())

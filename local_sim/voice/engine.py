"""A process of its own in which espeak-ng says one text. Started by speaking.py.

espeak-ng keeps state from one utterance to the next: the same text sounds a little different the second time. Only in
a fresh process does the same text give the same samples.
"""

import ctypes
import json
import sys
from pathlib import Path

NO_ENGINE, NO_VOICE = 3, 4
"""Exit codes: espeak-ng does not start; it has no such voice."""
RATE = 22050
"""Hz, of all voices of espeak-ng."""
_SYNCHRONOUS, _UTF8 = 2, 1
_SPEED, _PITCH = 1, 3
"""Numbers from espeak-ng's speak_lib.h."""
_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)


def main() -> int:
    """Say the job of the standard input; the arguments are the library of espeak-ng and its data ("" for its own)."""
    path, data = sys.argv[1:]
    job = json.load(sys.stdin.buffer)
    try:
        library = ctypes.CDLL(path)
    except OSError:
        return NO_ENGINE
    if library.espeak_Initialize(_SYNCHRONOUS, 0, data.encode() or None, 0) != RATE:
        return NO_ENGINE
    if not _choose(library, job["variant"]):
        return NO_VOICE
    _seed(library)
    library.espeak_SetParameter(_SPEED, job["speed"], 0)
    library.espeak_SetParameter(_PITCH, job["pitch"], 0)
    sys.stdout.buffer.write(_sound(library, job["text"]))
    return 0


def _choose(library: ctypes.CDLL, variant: str) -> bool:
    """Choose the Dutch voice. espeak-ng itself takes an unknown variant for none."""
    folder = ctypes.c_char_p()
    library.espeak_Info.restype = ctypes.c_char_p
    library.espeak_Info(ctypes.byref(folder))
    known = not variant or (Path((folder.value or b"").decode()) / "voices" / "!v" / variant).is_file()
    voice = f"nl+{variant}" if variant else "nl"
    return known and library.espeak_SetVoiceByName(voice.encode()) == 0


def _seed(library: ctypes.CDLL) -> None:
    """The breath of some variants is noise, seeded by the clock. Before 1.52 it is the C library's seed."""
    seed = getattr(library, "espeak_ng_SetRandSeed", None) or library.srand
    seed(ctypes.c_long(1))


def _sound(library: ctypes.CDLL, text: str) -> bytes:
    heard: list[bytes] = []

    def keep(samples: int | None, count: int, _events: int | None) -> int:
        if samples and count:
            heard.append(ctypes.string_at(samples, 2 * count))
        return 0

    callback = _CALLBACK(keep)
    library.espeak_SetSynthCallback(callback)
    line = text.encode() + b"\0"
    size = ctypes.c_size_t(len(line))
    library.espeak_Synth(line, size, 0, 0, 0, _UTF8, None, None)
    library.espeak_Synchronize()
    return b"".join(heard)


if __name__ == "__main__":
    sys.exit(main())

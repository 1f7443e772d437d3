"""A process of its own in which pyttsx3 says one piece: JSON in, the sound out. Started by synthesis.py.

One piece and no more: at a second utterance in a process pyttsx3 2.99 may hang, keep the old rate or lose the end,
because espeak-ng's thread and its own loop then get in each other's way. It may be killed at any moment.
"""

import ctypes
import json
import os
import struct
import sys
import threading
import wave
from pathlib import Path
from typing import Any

NO_ENGINE, NO_DUTCH = 3, 4
"""Exit codes: pyttsx3 or espeak-ng is missing or does not start; espeak-ng has no Dutch voice."""
HEAD = struct.Struct("<I")
"""The number of bytes of 16-bit mono sound at 22,050 Hz that follow."""


def main() -> int:
    """Say the standard input's piece; the arguments are espeak-ng's library and its data ("" for its own)."""
    # pyttsx3 prints to the standard output, which here carries sound.
    sound = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    engine = _engine(*sys.argv[1:])
    if engine is None:
        return NO_ENGINE
    if not _speaks_dutch(engine):
        return NO_DUTCH
    line = sys.stdin.buffer.readline()
    if line:
        piece = json.loads(line)
        _set(engine, piece, ctypes.CDLL(sys.argv[1]))
        sound.write(_said(engine, piece["text"], Path(piece["file"])))
        sound.flush()
    return 0


def _engine(library: str, data: str) -> Any | None:
    try:
        # Loaded for all to see, it is what pyttsx3 gets when it asks for a library of this name.
        ctypes.CDLL(library, mode=ctypes.RTLD_GLOBAL)
        if data:
            os.environ["ESPEAK_DATA_PATH"] = data
        import pyttsx3

        return pyttsx3.init("espeak")
    except (ImportError, OSError, RuntimeError) as error:
        sys.stderr.write(f"{error}\n")
        return None


def _speaks_dutch(engine: Any) -> bool:
    for voice in engine.getProperty("voices"):
        if "nl" in voice.languages:
            engine.setProperty("voice", voice.id)
            return True
    return False


def _set(engine: Any, piece: dict[str, Any], espeak: ctypes.CDLL) -> None:
    """Set the manner, and wait until espeak-ng's own thread has it.

    pyttsx3 sets what it is asked only when it begins to speak, takes an espeak-ng that is still setting a rate for one
    that is speaking, and cancels it: the rate, or the whole text, would be lost. Not busy, it sets at once.
    """
    engine.proxy.setBusy(False)
    for name in ("rate", "volume", "pitch"):
        engine.setProperty(name, piece[name])
    espeak.espeak_Synchronize()


def _said(engine: Any, text: str, file: Path) -> bytes:
    finished = threading.Event()
    engine.connect("finished-utterance", lambda **_: finished.set())
    engine.save_to_file(text, str(file))
    # It may return while espeak-ng is still at work in a thread of its own (pyttsx3 2.99), before there is a file.
    engine.runAndWait()
    finished.wait()
    with wave.open(str(file), "rb") as spoken:
        pcm = spoken.readframes(spoken.getnframes())
    return HEAD.pack(len(pcm)) + pcm


if __name__ == "__main__":
    sys.exit(main())

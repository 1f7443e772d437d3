"""A process of its own that writes what the microphone hears, so that a device that hangs can be left. Started by
microphone.py.

miniaudio converts any device's sound to 16 kHz and one channel, and finds ALSA, PulseAudio, CoreAudio or WASAPI by
itself.
"""

import os
import queue
import sys
import threading
from collections.abc import Generator

from local_sim.listen.level import RATE

NO_DEVICE, NO_LIBRARY = 3, 4
"""Exit codes: there is no microphone that can be opened; miniaudio is missing."""
NOWHERE = "nowhere"
"""The argument that hears silence, in real time and without a microphone."""
STARTED = b"started\n"
"""Written before the first sound."""
_PERIOD = 20
"""Milliseconds that the device gives at a time."""
_MOST_WAITING = 500
"""Periods; when nobody takes them away, later ones are lost."""


def main() -> int:
    """Write sound to the standard output until it, or the standard input, is closed; the argument may be NOWHERE."""
    try:
        import miniaudio
    except ImportError:
        return NO_LIBRARY
    unwanted = {miniaudio.Backend.CUSTOM, miniaudio.Backend.NULL}
    null = NOWHERE in sys.argv
    try:
        device = miniaudio.CaptureDevice(
            input_format=miniaudio.SampleFormat.SIGNED16,
            nchannels=1,
            sample_rate=RATE,
            buffersize_msec=_PERIOD,
            backends=[miniaudio.Backend.NULL] if null else [each for each in miniaudio.Backend if each not in unwanted],
            app_name="Checkbot",
        )
        waiting: queue.Queue[bytes] = queue.Queue(_MOST_WAITING)
        taking = _taking(waiting)
        next(taking)
        device.start(taking)
    except miniaudio.MiniaudioError:
        return NO_DEVICE
    threading.Thread(target=_end_with_the_listener, daemon=True).start()
    sys.stdout.buffer.write(STARTED)
    while True:
        sys.stdout.buffer.write(waiting.get())
        sys.stdout.buffer.flush()


def _taking(waiting: "queue.Queue[bytes]") -> Generator[None, bytes, None]:
    """Take sound from the device; its thread must never wait."""
    while True:
        sound = yield
        if not waiting.full():
            waiting.put_nowait(bytes(sound))


def _end_with_the_listener() -> None:
    """Who listens keeps the pipe open: when he is gone, the microphone is closed too."""
    os.read(sys.stdin.fileno(), 1)
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())

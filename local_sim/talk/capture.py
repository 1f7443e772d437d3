"""A process of its own that writes what the microphone hears, so that a device that hangs can be left. Started by
microphone.py."""

import queue
import sys
from collections.abc import Generator

from local_sim.device import NO_DEVICE, NO_LIBRARY, STARTED, end_with_the_other, options
from local_sim.listen.level import RATE

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
    try:
        signed = miniaudio.SampleFormat.SIGNED16
        device = miniaudio.CaptureDevice(input_format=signed, sample_rate=RATE, **options(_PERIOD))
        waiting: queue.Queue[bytes] = queue.Queue(_MOST_WAITING)
        taking = _taking(waiting)
        next(taking)
        device.start(taking)
    except miniaudio.MiniaudioError:
        return NO_DEVICE
    # When who listens is gone, the microphone is closed too.
    end_with_the_other()
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


if __name__ == "__main__":
    sys.exit(main())

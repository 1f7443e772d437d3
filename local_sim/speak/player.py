"""A process of its own that plays sound as it comes, so that killing it is silence at once. Started by speaker.py."""

import struct
import sys
import threading
import time
from collections.abc import Generator
from typing import BinaryIO

from local_sim.device import NO_DEVICE, NO_LIBRARY, STARTED, end_with_the_other, options

STALLED = 5
"""Exit code: the loudspeaker takes no more sound."""
HEAD = struct.Struct("<I")
"""The number of bytes of 16-bit mono sound that follow; 0 ends the speech."""
_BUFFER = 40
"""Milliseconds that the device keeps; what it still holds when the process is killed is not heard."""
_PATIENCE = 3.0
"""Seconds beyond the length of the sound, for a loudspeaker that is slow."""


def main() -> int:
    """Play the standard input until the speech ends; the arguments are the rate in Hz and, perhaps, NOWHERE."""
    try:
        import miniaudio
    except ImportError:
        return NO_LIBRARY
    try:
        signed = miniaudio.SampleFormat.SIGNED16
        device = miniaudio.PlaybackDevice(output_format=signed, sample_rate=int(sys.argv[1]), **options(_BUFFER))
    except miniaudio.MiniaudioError:
        return NO_DEVICE
    queue = Queue()
    frames = queue.frames()
    next(frames)
    device.start(frames)
    if _fill(queue, sys.stdin.buffer):
        # When who sent the speech is gone, the rest is not said.
        end_with_the_other()
        if not queue.played.wait(queue.size() / 2 / int(sys.argv[1]) + _PATIENCE):
            return STALLED
        time.sleep(2 * _BUFFER / 1000)
    device.close()
    return 0


def _fill(queue: "Queue", source: BinaryIO) -> bool:
    """Take sound until the speech ends. False when the one who sends it has gone: then the rest is not said either."""
    while head := source.read(HEAD.size):
        (size,) = HEAD.unpack(head)
        if size == 0:
            queue.end()
            return True
        queue.put(source.read(size))
    return False


class Queue:
    """Sound that waits to be played. What is not there yet is silence."""

    def __init__(self) -> None:
        self.played = threading.Event()
        self._waiting = bytearray()
        self._started = False
        self._ended = False
        self._lock = threading.Lock()

    def put(self, sound: bytes) -> None:
        """Add sound behind what waits."""
        with self._lock:
            self._waiting += sound

    def end(self) -> None:
        """Nothing more will come: `played` is set once all is given away."""
        with self._lock:
            self._ended = True

    def size(self) -> int:
        """Give the bytes that wait."""
        with self._lock:
            return len(self._waiting)

    def frames(self) -> Generator[bytes, int, None]:
        """Give the device as many frames as it asks for, for ever."""
        wanted = yield b""
        while True:
            wanted = yield self._take(2 * wanted)

    def _take(self, size: int) -> bytes:
        with self._lock:
            sound = bytes(self._waiting[:size])
            del self._waiting[:size]
            if self._ended and not self._waiting:
                self.played.set()
        if sound and not self._started:
            self._started = True
            sys.stdout.buffer.write(STARTED)
            sys.stdout.buffer.flush()
        return sound.ljust(size, b"\0")


if __name__ == "__main__":
    sys.exit(main())

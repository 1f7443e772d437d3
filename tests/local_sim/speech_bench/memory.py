"""`python -m tests.local_sim.speech_bench.memory`: MB that a process takes before, with, and after using an ear."""

import resource
import sys
from pathlib import Path

from local_sim.listen.models import choose
from tests.local_sim.speech_bench.cases import Asked

_STATUS = Path("/proc/self/status")


def main() -> None:
    """Print the most that was resident in MB: without an ear, with one, and after it has listened."""
    from model.load import load

    model = load()
    sizes = [_most()]
    from local_sim.listen.ear import Ear

    ear = Ear(choose(None, ()))
    sizes.append(_most())
    for question in model.quick_scan:
        ear.listen([bytes(3200)] * 20, Asked(question).expected)
    sys.stdout.write(" ".join(map(str, [*sizes, _most()])))


def _most() -> int:
    if not _STATUS.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    # On Linux ru_maxrss is taken over from the process that started this one.
    lines = _STATUS.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM:"))


if __name__ == "__main__":
    main()

"""`python -m tests.local_sim.speech_bench.memory`: MB that a process takes before, with, and after using an ear."""

import resource
import sys

from local_sim.listen.models import choose
from tests.local_sim.speech_bench.cases import Asked


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
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()

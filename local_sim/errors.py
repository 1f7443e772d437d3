"""What can go wrong in the simulator."""


class SimulatorError(Exception):
    """The conversation cannot go on. The message is one Dutch sentence: what went wrong and what to do."""

"""The conversation as a pure function: no I/O, no clock, no web framework."""

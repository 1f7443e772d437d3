"""The Actions project: its package and what Google would refuse in it."""

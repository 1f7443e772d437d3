"""The whole conversation on paper, so that two people can play it with nothing else (bluepaper 000 §4.2)."""

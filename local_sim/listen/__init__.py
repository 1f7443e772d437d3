"""Listening: from sound to the words that were probably said, with Vosk on this machine."""

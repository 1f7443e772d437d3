"""The small Dutch model that comes along, for Vosk: a separate work, see LICENSE, NOTICE and README.md here."""

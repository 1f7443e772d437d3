"""The webhook of an Actions project: Google Assistant's format, which its platform no longer publishes."""

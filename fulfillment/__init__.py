"""The webhook service: channels around a pure conversation, with storage, report and mail."""

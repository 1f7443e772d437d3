"""The history of the tables, run by `checkbot db upgrade`."""

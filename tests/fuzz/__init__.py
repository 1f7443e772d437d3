"""Inputs that nobody foresaw, at every door.

By hypothesis, which shrinks what it finds to the smallest request and finds it again. schemathesis would need an
OpenAPI description, and the doors' formats are the platforms' own; they are held against the platforms' types here.
atheris is made for C extensions: our own code is Python, and what parses JSON, tokens and certificates below it is
fuzzed where it is made.
"""

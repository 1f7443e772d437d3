"""The role-play: synthetic respondents take the scan with a service of our own, and a table tells how it went."""

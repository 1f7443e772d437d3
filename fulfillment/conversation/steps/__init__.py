"""The steps of the conversation. Each module says how it is asked and what an answer leads to."""

"""The contract between the conversation and the platforms' language models, as data."""

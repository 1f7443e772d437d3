"""The simulator as a page in a browser: it shows and plays; the conversation and the voice are on this side."""

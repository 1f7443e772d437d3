"""A synthetic respondent's voice: text becomes sound of a chosen speaker; noise, level and line are added to it."""

"""One room per platform: verify the caller, read a turn, write the reply."""

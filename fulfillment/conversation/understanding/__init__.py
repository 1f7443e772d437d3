"""From words to meaning, in one place for all channels: commands, yes and no, answers, addresses."""

"""The spoken benchmark: how well the ear hears the scan's answers and commands, and how well it refuses other talk."""

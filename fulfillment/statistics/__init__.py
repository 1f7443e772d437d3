"""What the events tell: how far conversations come, and where they stall."""

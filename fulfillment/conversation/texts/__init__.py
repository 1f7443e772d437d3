"""What the Checkbot says, per language."""

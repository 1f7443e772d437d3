"""What each released version of the model asked."""

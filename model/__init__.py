"""What is asked and what it means: the maturity model, its scoring and its advice. Knows no voice, web or storage."""

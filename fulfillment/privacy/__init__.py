"""What a respondent may ask for: to see what is kept, and to have it erased."""

"""An e-mail address as people dictate it: letters, signs, remarks on the spelling, and corrections in one breath."""

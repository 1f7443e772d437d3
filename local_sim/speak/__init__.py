"""The platform's voice, offline: SSML becomes pieces, pieces become sound (pyttsx3), sound is played or kept as WAV."""

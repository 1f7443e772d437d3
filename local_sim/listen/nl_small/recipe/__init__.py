"""How the graph of the small Dutch model is built: add words to lexicon.txt, build, and test."""

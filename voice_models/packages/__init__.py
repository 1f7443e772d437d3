"""The platforms' packages, built from the contract and the model, and checked against the platforms' rules."""

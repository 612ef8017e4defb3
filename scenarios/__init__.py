"""A scenario's whole life, from draft to deal."""

"""Makes the bundled model and the ranker's parameters, and measures them."""

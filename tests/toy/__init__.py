"""A small capability (visits) built on the floors below with nothing made for it; ``tests/architecture/test_toy``."""

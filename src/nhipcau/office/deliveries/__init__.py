"""Deliveries: what goes out of the office, to whom, by which way, and what became of it."""

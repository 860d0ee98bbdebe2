"""A small made-up press: outlets in several languages on loopback, for the demo, tests and load runs."""

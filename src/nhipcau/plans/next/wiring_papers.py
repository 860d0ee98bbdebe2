"""What a next plan's papers offer to the floors below, said once when the app starts."""


def connect() -> None:
    """A kind of signed version, and what is done with it."""

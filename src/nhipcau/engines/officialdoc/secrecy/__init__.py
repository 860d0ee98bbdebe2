"""Whether a file bears the stamp of a state secret, wherever in it the stamp may stand (Law on State Secrets 2018)."""

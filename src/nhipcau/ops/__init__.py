"""Running an installation: start, work in the background, prepare, back up, restore."""

"""The plan's screens: imports, plans, tasks, feeds."""

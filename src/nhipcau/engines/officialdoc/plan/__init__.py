"""A plan read as tasks, agencies, times and duties."""

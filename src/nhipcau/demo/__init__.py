"""The demonstration: a province half a year into its plan."""

"""The demonstration's plan, as a draft for the Decree 30 writer."""

"""Every write of the plan stream, one module a subject."""

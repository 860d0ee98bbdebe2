"""Every write about agencies, officers and accounts."""

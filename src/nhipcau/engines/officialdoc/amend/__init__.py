"""Papers that amend a plan: recognised, compared with the plan, or read operation by operation."""

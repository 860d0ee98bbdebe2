"""Every write of the press desk."""

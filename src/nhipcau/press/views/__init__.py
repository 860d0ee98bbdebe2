"""Pages of the press desk."""

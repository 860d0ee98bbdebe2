"""Everything that writes data calls."""

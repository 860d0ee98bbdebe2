"""Everything that writes agencies' own plans."""

"""Pages of the digests."""

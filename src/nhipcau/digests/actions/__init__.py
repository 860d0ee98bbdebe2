"""Every write of the digests."""

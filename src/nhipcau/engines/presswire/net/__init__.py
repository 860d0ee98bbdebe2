"""The network: guarded fetching, pace, robots.txt, addresses, unpacking."""

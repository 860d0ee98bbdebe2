"""Which articles are about the province: names found in title and body, and how much they weigh."""

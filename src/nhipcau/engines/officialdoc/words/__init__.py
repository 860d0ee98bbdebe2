"""Words and signs of official papers: letter case, labels, posts and names."""

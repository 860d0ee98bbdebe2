"""Where a site lists its articles: feeds, sitemaps, section pages."""

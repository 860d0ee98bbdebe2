"""Lines and tables on their pages: layout, columns, ruled tables, and lines joined to paragraphs."""

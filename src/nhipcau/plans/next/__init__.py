"""The province's own next plan: drawn up from last year's, proposed to by agencies, signed, run from its own data."""

"""Pages of the province's next plan: the draft, and agencies' answers."""

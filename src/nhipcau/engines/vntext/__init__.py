from nhipcau.engines.vntext.letters import fold as fold

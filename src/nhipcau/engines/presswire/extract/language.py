language_of=None

"""Somebody is asked something by a day: an opinion on a draft, a fact for a case, a unit's answer."""

"""Figures counted from what was done: indicators as data, periods with their days, one function that counts.

A figure is never typed where it can be counted, never added to another, and opens to the facts behind it.
"""

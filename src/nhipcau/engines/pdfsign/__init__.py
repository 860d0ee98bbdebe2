"""Signatures inside PDF files (PAdES B-B, by pyHanko): made with PKCS#12 files, and read.

``work`` is the door: its functions take and give plain values and import pyHanko only when they are called.
"""

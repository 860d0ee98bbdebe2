"""Certificates: files with which people and agencies sign PDFs, issuers that are trusted, and reading of signatures."""

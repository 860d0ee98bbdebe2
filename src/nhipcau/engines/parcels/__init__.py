"""A report on its way to another installation: what it says as data, its papers, and a signature over all of it.

A parcel is a ZIP of ``goi.json`` (what is in it: format, sender, content, each file's SHA-256), ``chu-ky.json`` (an Ed25519
signature over exactly those bytes) and the files.  Who opens one learns whose key signed it; whether that key is a
known office's is for the opener to say.  Bytes from anybody are read under limits, and nothing is written.
"""

from nhipcau.engines.parcels.model import Enclosed, Opened, Parcel, Sender, Unfit
from nhipcau.engines.parcels.reading import opened, opened_file
from nhipcau.engines.parcels.writing import fingerprint, sealed

__all__ = [
    "Enclosed",
    "Opened",
    "Parcel",
    "Sender",
    "Unfit",
    "fingerprint",
    "opened",
    "opened_file",
    "sealed",
]

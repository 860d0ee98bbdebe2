"""Official documents (form of Decree 30/2020/NĐ-CP): read files of any usual format into typed parts.

``read(path_or_bytes, name=…)`` gives an ``OfficialDocument``; refusals are ``errors.DocumentError``.
"""

from .errors import DocumentError
from .model import OfficialDocument
from .reader import ReadOptions, read

__all__ = ["DocumentError", "OfficialDocument", "ReadOptions", "read"]

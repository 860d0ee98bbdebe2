"""Refusing a file that is too large while it arrives, before it fills the disk; its form says so.

The handler passes over what is left of the file and reads on, so nothing else that was typed is lost; the middleware
(``LargeUploads``) puts a ``TooLarge`` where the file would be, and every form of the house refuses that in words.
Without it a form that can do without the file would go on as if none had been chosen.
"""

from __future__ import annotations

from io import BytesIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.utils.translation import gettext_lazy as _


class TooLarge(UploadedFile):
    """A file that was not taken in: its name and no bytes."""

    def __init__(self, name: str) -> None:
        super().__init__(BytesIO(), name, "application/octet-stream", settings.MAX_UPLOAD_BYTES + 1)


class RefuseTooLarge(FileUploadHandler):
    """Skips the files with which a request grows over the limit, and notes them on the request."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        self.received = 0
        self.limit = settings.MAX_UPLOAD_BYTES

    def receive_data_chunk(self, raw_data, start):
        self.received += len(raw_data)
        if self.received > self.limit:
            if self.request is not None:
                noted = self.request.__dict__.setdefault("too_large", [])
                noted.append((self.field_name, self.file_name))
            raise SkipFile
        return raw_data

    def file_complete(self, file_size):
        return None


def not_too_large(file: object) -> None:
    """ValidationError for a file over the limit: one that was skipped, or one that a test hands in."""
    if isinstance(file, UploadedFile) and (file.size or 0) > settings.MAX_UPLOAD_BYTES:
        raise ValidationError(
            _(
                "Tệp “%(name)s” lớn hơn %(limit)s MB. Hãy quét lại ở độ phân giải 200-300 dpi hoặc tách phụ lục."
            ),
            params={"name": file.name, "limit": settings.MAX_UPLOAD_BYTES // 1024 // 1024},
        )

"""Files as they arrive: one that is too large, or for which the disk has no room, is not taken in; its form says so.

What is left of such a file is passed over and the rest of the form is read, so nothing else that was typed is lost.  In its
place stands a ``NotTaken``, which every form of the house refuses in words (``was_taken``): without it a form that can
do without the file would go on as if none had been chosen.
"""

from __future__ import annotations

import contextlib
from io import BytesIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.utils.translation import gettext

from nhipcau.kernel import room
from nhipcau.kernel.refusal import N_

TOO_LARGE = N_(
    "Tệp “%(name)s” lớn hơn %(limit)s MB. Hãy quét lại ở độ phân giải 200-300 dpi hoặc tách phụ lục."
)

TOO_MUCH = N_(
    "Các tệp gửi cùng lúc lớn hơn %(limit)s MB nên chưa nhận tệp “%(name)s”. Hãy gửi riêng tệp này."
)


class NotTaken(UploadedFile):
    """A file that was not taken in: its name, why (a sentence with %(name)s, %(limit)s), and no bytes."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(BytesIO(), name, "application/octet-stream", 1)
        self.why = why


class Upload(TemporaryFileUploadHandler):
    """Writes what arrives into the private folder, up to the limit of all files of a request together."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        self.received = self.of_this = 0
        self.limit = settings.MAX_UPLOAD_BYTES
        self.why = ""

    def new_file(self, *args, **kwargs):
        self.why, self.of_this = "", 0
        with self._in_room():
            super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data, start):
        self.received += len(raw_data)
        self.of_this += len(raw_data)
        if self.of_this > self.limit:
            self._drop(TOO_LARGE)
        elif self.received > self.limit:
            self._drop(TOO_MUCH)
        if not self.why:
            with self._in_room():
                super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size):
        if not self.why:
            with self._in_room():
                return super().file_complete(file_size)
        return NotTaken(self.file_name or "tep", self.why)

    def upload_interrupted(self):
        if not self.why:
            super().upload_interrupted()

    @contextlib.contextmanager
    def _in_room(self):
        try:
            yield
        except OSError as fault:
            self._drop(room.FULL)
            if not room.is_full(fault):
                raise

    def _drop(self, why: str) -> None:
        """What has come so far goes at once: others need the room."""
        if not self.why and getattr(self, "file", None) is not None:
            with contextlib.suppress(OSError):
                self.file.close()
        self.why = why


def was_taken(file: object) -> None:
    """ValidationError for a file that was not taken in, or one over the limit that came another way."""
    size = file.size or 0 if isinstance(file, UploadedFile) else 0
    why = file.why if isinstance(file, NotTaken) else TOO_LARGE if size > settings.MAX_UPLOAD_BYTES else ""
    if why and isinstance(file, UploadedFile):
        told = {"name": file.name, "limit": settings.MAX_UPLOAD_BYTES // 1024 // 1024}
        raise ValidationError(gettext(why) % told)

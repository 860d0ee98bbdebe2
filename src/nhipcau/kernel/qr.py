"""Addresses on paper as QR codes."""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe


def qr_svg(text: str) -> SafeString:
    """An <svg> of a text for a telephone's camera, as large as its place; black on nothing, with its quiet zone."""
    import qrcode  # not needed before somebody prints
    from qrcode.image.svg import SvgPathImage

    code = qrcode.QRCode(
        border=4, image_factory=SvgPathImage, error_correction=qrcode.constants.ERROR_CORRECT_M
    )
    code.add_data(text)
    drawn = code.make_image().to_string(encoding="unicode")
    return mark_safe(drawn)  # noqa: S308 - drawn by the library: squares, and nothing of the text

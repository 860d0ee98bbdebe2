"""Signs a PDF: PAdES B-B as an increment, with open places that the first signer leaves to the next."""

from __future__ import annotations

import io
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from nhipcau.engines.pdfsign import keys
from nhipcau.engines.pdfsign.errors import BadPdf
from nhipcau.engines.pdfsign.model import Asked, Box, Fill

_NAME = generic.pdf_name
_PRINTED, _READ_ONLY = 4, 1  # bits of /F and /Ff
_TIGHT = SimpleBoxLayoutRule(
    x_align=AxisAlignment.ALIGN_MID, y_align=AxisAlignment.ALIGN_MID, margins=Margins.uniform(0)
)


class _Page(PdfContent):
    """The only page of another PDF, drawn as it is."""

    def __init__(self, pdf: bytes, box: Box) -> None:
        super().__init__(box=BoxConstraints(width=box.width, height=box.height))
        self._pdf = pdf

    def render(self) -> bytes:
        writer = self._ensure_writer
        drawn = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._pdf)))
        self.resources.xobject["/Look"] = drawn
        return b"/Look Do"


def sign(pdf: bytes, key: bytes, passphrase: str, asked: Asked) -> bytes:
    """The PDF with one signature more.  Raises ``BadKey``, ``BadPdf``."""
    private, certificate, others = keys.opened(key, passphrase)
    store = SimpleCertificateStore()
    store.register_multiple(_certificate(other) for other in others)
    signer = signers.SimpleSigner(
        signing_cert=_certificate(certificate),
        signing_key=_private(private),
        cert_registry=store,
    )
    writer = _writer(pdf)
    try:
        for place in asked.opens:
            _open(writer, place)
        for place in asked.fills:
            _fill(writer, place)
        made = signers.PdfSigner(
            signers.PdfSignatureMetadata(
                field_name=asked.name,
                md_algorithm="sha256",
                subfilter=fields.SigSeedSubFilter.PADES,
                signer_key_usage=set(),
                docmdp_permissions=_allowed(asked),
            ),
            signer=signer,
            stamp_style=_style(asked),
            new_field_spec=_field(writer, asked),
        ).sign_pdf(writer)
    except (PdfError, SigningError) as refused:
        raise BadPdf("broken") from refused
    return bytes(made.getvalue())


def _certificate(made: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(made.public_bytes(Encoding.DER))


def _private(key: Any) -> asn1_keys.PrivateKeyInfo:
    return asn1_keys.PrivateKeyInfo.load(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()))


def fill(pdf: bytes, fills: tuple[Fill, ...]) -> bytes:
    """The PDF with open places filled.  Raises ``BadPdf``."""
    writer = _writer(pdf)
    out = io.BytesIO()
    try:
        for place in fills:
            _fill(writer, place)
        writer.write(out)
    except PdfError as refused:
        raise BadPdf("broken") from refused
    return out.getvalue()


def _writer(pdf: bytes) -> IncrementalPdfFileWriter:
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    except (PdfError, ValueError, KeyError, TypeError, AttributeError) as refused:
        raise BadPdf("type") from refused
    if writer.prev.encrypted:
        raise BadPdf("protected")
    return writer


def _style(asked: Asked) -> StaticStampStyle | None:
    if asked.box is None:
        return None
    return StaticStampStyle(
        border_width=0,
        background=_Page(asked.look, asked.box),
        background_layout=_TIGHT,
        background_opacity=1.0,
    )


def _allowed(asked: Asked) -> fields.MDPPerm:
    return fields.MDPPerm.NO_CHANGES if asked.is_last else fields.MDPPerm.FILL_FORMS


def _field(writer: IncrementalPdfFileWriter, asked: Asked) -> fields.SigFieldSpec:
    """Where the signature stands, and what may change afterwards: open places be filled, or nothing."""
    allowed = _allowed(asked)
    locked = fields.FieldMDPSpec(fields.FieldMDPAction.ALL) if asked.is_last else None
    if asked.box is None:
        return fields.SigFieldSpec(asked.name, doc_mdp_update_value=allowed, field_mdp_spec=locked)
    return fields.SigFieldSpec(
        asked.name,
        on_page=asked.box.page - 1,
        box=_rectangle(writer, asked.box),  # type: ignore[arg-type]  # fractions of a point are as good
        doc_mdp_update_value=allowed,
        field_mdp_spec=locked,
    )


def _rectangle(writer: IncrementalPdfFileWriter, box: Box) -> tuple[float, float, float, float]:
    """Lower left and upper right corner from the page's lower left one."""
    page = writer.find_page_for_modification(box.page - 1)[0].get_object()
    while "/MediaBox" not in page:
        page = page["/Parent"]
    top = float(page["/MediaBox"][3])
    left, upper = round(box.x, 2), round(top - box.y, 2)
    return left, round(upper - box.height, 2), round(left + box.width, 2), upper


def _open(writer: IncrementalPdfFileWriter, place: Fill) -> None:
    """A text field that shows nothing yet and that readers do not let people type into."""
    page = writer.find_page_for_modification(place.box.page - 1)[0]
    nothing = _empty(writer, place.box)
    widget = generic.DictionaryObject(
        {
            _NAME("/Type"): _NAME("/Annot"),
            _NAME("/Subtype"): _NAME("/Widget"),
            _NAME("/FT"): _NAME("/Tx"),
            _NAME("/T"): generic.pdf_string(place.name),
            _NAME("/V"): generic.pdf_string(""),
            _NAME("/Ff"): generic.NumberObject(_READ_ONLY),
            _NAME("/F"): generic.NumberObject(_PRINTED),
            _NAME("/DA"): generic.pdf_string("/Helv 0 Tf 0 g"),
            _NAME("/Rect"): generic.ArrayObject(map(generic.FloatObject, _rectangle(writer, place.box))),
            _NAME("/P"): page,
            _NAME("/AP"): generic.DictionaryObject({_NAME("/N"): nothing}),
        }
    )
    reference = writer.add_object(widget)
    writer.register_annotation(page, reference)
    _fields_of(writer).append(reference)


def _empty(writer: IncrementalPdfFileWriter, box: Box) -> Any:
    sides = (0, 0, box.width, box.height)
    drawn = {
        _NAME("/Type"): _NAME("/XObject"),
        _NAME("/Subtype"): _NAME("/Form"),
        _NAME("/BBox"): generic.ArrayObject(map(generic.FloatObject, sides)),
        _NAME("/Resources"): generic.DictionaryObject(),
    }
    return writer.add_object(generic.StreamObject(drawn, stream_data=b""))


def _fields_of(writer: IncrementalPdfFileWriter) -> generic.ArrayObject:
    """The list of the file's fields, made where there is none."""
    root = writer.root
    if "/AcroForm" not in root:
        made = {_NAME("/Fields"): generic.ArrayObject()}
        root[_NAME("/AcroForm")] = writer.add_object(generic.DictionaryObject(made))
        writer.update_root()
    form = root["/AcroForm"]
    writer.update_container(form)
    found: generic.ArrayObject = form["/Fields"]
    return found


def _fill(writer: IncrementalPdfFileWriter, place: Fill) -> None:
    """Write a value into an open place, and how it looks.  Raises ``BadPdf`` where there is no such place."""
    try:
        widget = next(
            field
            for field in (one.get_object() for one in writer.root["/AcroForm"]["/Fields"])
            if field.get("/T") == place.name
        )
    except (KeyError, StopIteration) as missing:
        raise BadPdf("broken") from missing
    widget[_NAME("/V")] = generic.pdf_string(place.value)
    drawn = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(place.look)))
    widget[_NAME("/AP")] = generic.DictionaryObject({_NAME("/N"): drawn})
    writer.update_container(widget)

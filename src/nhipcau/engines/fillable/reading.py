"""A filled form read back: whose it is, what was changed, what is wrong."""

from __future__ import annotations

from nhipcau.engines.fillable import package, seal
from nhipcau.engines.fillable.docx_read import read_docx
from nhipcau.engines.fillable.laying import laid
from nhipcau.engines.fillable.matching import matched
from nhipcau.engines.fillable.model import Form, Identity, Returned, Unfit
from nhipcau.engines.fillable.pages import Read
from nhipcau.engines.fillable.xlsx_read import read_xlsx


def identity(data: bytes) -> Identity:
    """Of which form a file is, before anything else of it is read.  Raises Unfit."""
    return _opened(data)[1]


def read(data: bytes, form: Form) -> Returned:
    """What a file says that was given out as this form.

    data: a .docx or .xlsx from anybody.  Raises Unfit where it is none, is stamped as a state secret, or is of another form;
    whatever is wrong with single cells is among the faults.
    """
    found, carried = _opened(data)
    wanted = seal.identity_of(form)
    _check(carried, wanted)
    told = matched(laid(form), seal.mark(wanted), found)
    return Returned(wanted, tuple(told.changes), tuple(told.added), tuple(told.faults))


def _opened(data: bytes) -> tuple[Read, Identity]:
    box = package.opened(data)
    with box.box:
        found = read_xlsx(box) if box.is_sheet else read_docx(box)
        return found, _carried(found, package.properties(box))


def _carried(found: Read, properties: list[str]) -> Identity:
    """The one identity that a file carries: the fullest, where it says the same more than once."""
    seen: dict[str, Identity] = {}
    cells = (cell.text for page in found.pages for line in page.lines for cell in line.cells.values())
    for texts in (properties, found.texts, cells):
        for text in texts:
            if (match := seal.found_in(text)) is None:
                continue
            version, one = match
            if version > seal.FORMAT:
                raise Unfit("newer-format", version=version)
            if one.kind or one.seal not in seen:
                if seen.get(one.seal, one) != one and seen[one.seal].kind:
                    raise Unfit("mixed")
                seen[one.seal] = one
    if not seen:
        raise Unfit("no-identity")
    if len(seen) > 1:
        raise Unfit("mixed")
    return next(iter(seen.values()))


def _check(carried: Identity, wanted: Identity) -> None:
    """Refuse a file of another form, by what differs first."""
    if carried.seal == wanted.seal:
        return
    if not carried.kind:
        raise Unfit("other-form")
    for code, one, other in (
        ("other-kind", carried.kind, wanted.kind),
        ("other-subject", carried.subject, wanted.subject),
        ("other-agency", carried.scope, wanted.scope),
    ):
        if one != other:
            raise Unfit(code, of=one)
    if carried.edition != wanted.edition:
        raise Unfit("outdated" if carried.edition < wanted.edition else "newer", edition=carried.edition)
    raise Unfit("altered")

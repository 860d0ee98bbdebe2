"""Forms that leave as .docx or .xlsx with what is known already, are filled in elsewhere, and are read back.

``written_xlsx`` and ``written_docx`` write one; ``identity`` says of which form a file is; ``read`` gives every cell that
was changed, rows that were added, and what is wrong, by codes.  Foreign bytes: ``identity`` and ``read`` belong in a child.
"""

from nhipcau.engines.fillable.docx_write import written_docx
from nhipcau.engines.fillable.model import (
    Added,
    BadForm,
    Change,
    Column,
    Fault,
    Form,
    Grid,
    Identity,
    Kind,
    Part,
    Place,
    Question,
    Returned,
    Row,
    Unfit,
    Value,
)
from nhipcau.engines.fillable.reading import identity, read
from nhipcau.engines.fillable.seal import identity_of
from nhipcau.engines.fillable.xlsx_write import written_xlsx

__all__ = [
    "Added",
    "BadForm",
    "Change",
    "Column",
    "Fault",
    "Form",
    "Grid",
    "Identity",
    "Kind",
    "Part",
    "Place",
    "Question",
    "Returned",
    "Row",
    "Unfit",
    "Value",
    "identity",
    "identity_of",
    "read",
    "written_docx",
    "written_xlsx",
]

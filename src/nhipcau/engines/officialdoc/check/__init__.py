"""Where a Word file departs from the form of official papers (Decree 30/2020/NĐ-CP, annex I): ``check_form``."""

from .checking import check_form
from .model import Finding, FormReport, Severity

__all__ = ["Finding", "FormReport", "Severity", "check_form"]

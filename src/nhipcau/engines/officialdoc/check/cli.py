"""``nhipcau doc form FILE.docx [--json] [--lang vi|en]``: where a paper departs from Decree 30/2020."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from ..errors import DocumentError
from ..sentences import sentence
from .checking import check_form
from .model import Finding, FormReport, Severity
from .words import Sayer
from .words_data import Pair

_MARKS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.INFO: "i"}
_SUMMARY = Pair(
    "{errors} lỗi, {warnings} cảnh báo, {infos} lưu ý.",
    "{errors} errors, {warnings} warnings, {infos} notes.",
)
_NONE = Pair("Không thấy chỗ nào sai thể thức.", "No departure from the form was found.")


def run(file: Path, *, as_json: bool, language: str) -> int:
    """0 checked, whatever was found; 1 refused (one line on stderr)."""
    try:
        report = check_form(file)
    except DocumentError as error:
        print(f"nhipcau: {sentence(error)}", file=sys.stderr)
        return 1
    say = Sayer(language)
    if as_json:
        print(json.dumps(form_json(report, say), ensure_ascii=False, indent=1))
    else:
        print("\n".join(describe(report, say)))
    return 0


def form_json(report: FormReport, say: Sayer) -> dict[str, object]:
    """{"findings": [...]}: codes for machines, sentences in the sayer's language."""
    return {"findings": [finding_json(finding, say) for finding in report.findings]}


def finding_json(finding: Finding, say: Sayer) -> dict[str, object]:
    said = say.said(finding)
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "text": finding.text,
        "place": said.place,
        "why": said.why,
        "law": said.law,
        "measured": said.measured,
        "required": said.required,
        "suggest": said.suggest,
    }


def describe(report: FormReport, say: Sayer) -> Iterator[str]:
    """The report for a person at a terminal, line by line."""
    for finding in report.findings:
        said = say.said(finding)
        yield f"{_MARKS[finding.severity]} {said.why}"
        quoted = f" “{finding.text}”" if finding.text else ""
        yield f"    {_capital(said.place)}:{quoted}" if quoted else f"    {_capital(said.place)}"
        yield f"    {said.suggest} [{said.law}; {finding.rule}]"
    if not report.findings:
        yield say.pick(_NONE)
        return
    counts = {
        severity: sum(finding.severity is severity for finding in report.findings) for severity in Severity
    }
    yield say.pick(_SUMMARY).format(
        errors=counts[Severity.ERROR], warnings=counts[Severity.WARNING], infos=counts[Severity.INFO]
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

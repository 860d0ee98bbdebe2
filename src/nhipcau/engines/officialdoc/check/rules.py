"""All rules in one ordered table: code, weight, point of the decree, what it demands, and the function that looks.

``law`` is a point of annex I, part I of Decree 30/2020/NĐ-CP, as in ``words.law``.
"""

from __future__ import annotations

from nhipcau.engines.vntext.records import record

from . import rules_body as body
from . import rules_foot as foot
from . import rules_head as head
from . import rules_numbering as numbering
from . import rules_page as page
from . import rules_title as title
from .components import Check, centred, faced, in_capitals, in_lower, many, missing, one, sized
from .model import Phrase, Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


@record(frozen=True, slots=True)
class Rule:
    """One demand of the decree.  code: a component and what is asked of it, parted by the last hyphen."""

    code: str
    severity: Severity
    law: str
    required: Phrase
    check: Check


def _pt(least: float, most: float) -> Phrase:
    return (
        Phrase("pt", {"value": least})
        if least == most
        else Phrase("pt-range", {"least": least, "most": most})
    )


def _face(bold: bool, italic: bool) -> Phrase:
    return Phrase("face", {"bold": bold, "italic": italic})


def _mm(side: str) -> Phrase:
    least, most = page.MARGINS[side]
    return Phrase("mm-range", {"least": least, "most": most})


_UPPER, _CENTRE, _THERE = Phrase("in-capitals"), Phrase("align", {"how": "center"}), Phrase("present")
_BOLD, _PLAIN, _ITALIC = _face(True, False), _face(False, False), _face(False, True)

RULES: tuple[Rule, ...] = (
    Rule("page-size", ERROR, "I.1", Phrase("area", {"width": 210, "height": 297}), page.page_size),
    Rule("page-orientation", ERROR, "I.2", Phrase("portrait"), page.page_orientation),
    *(Rule(f"margin-{side}", ERROR, "I.3", _mm(side), page.margin(side)) for side in page.MARGINS),  # type: ignore[arg-type]
    Rule("typeface", ERROR, "I.4", Phrase("as-is", {"text": "Times New Roman"}), page.typeface),
    Rule("colour", ERROR, "I.4", Phrase("black"), page.colour),
    Rule("page-number", ERROR, "I.7", _THERE, page.page_number),
    Rule("page-number-later", INFO, "I.7", _THERE, page.page_number_later),
    Rule("page-number-place", ERROR, "I.7", Phrase("top-margin"), page.page_number_place),
    Rule("page-number-align", ERROR, "I.7", _CENTRE, page.page_number_align),
    Rule("page-number-size", ERROR, "I.7", _pt(13, 14), page.page_number_size),
    Rule("page-number-face", ERROR, "I.7", Phrase("upright"), page.page_number_face),
    Rule("page-number-first", ERROR, "I.7", Phrase("hidden-first"), page.page_number_first),
    Rule("page-number-form", ERROR, "I.7", Phrase("arabic-from-1"), page.page_number_form),
    # II.1: national name and motto
    Rule("nation-missing", ERROR, "II.1", Phrase("quoted", {"text": head.NATION}), missing(head.lacks_nation)),
    Rule("nation-words", ERROR, "II.1", Phrase("quoted", {"text": head.NATION}), head.nation_words),
    Rule("nation-size", ERROR, "II.1", _pt(12, 13), sized(one("nation"), 12, 13)),
    Rule("nation-face", ERROR, "II.1", _BOLD, faced(one("nation"), bold=True, italic=False)),
    Rule("motto-missing", ERROR, "II.1", Phrase("quoted", {"text": head.MOTTO}), missing(head.lacks_motto)),
    Rule("motto-words", ERROR, "II.1", Phrase("quoted", {"text": head.MOTTO}), head.motto_words),
    Rule("motto-size", ERROR, "II.1", _pt(13, 14), sized(one("motto"), 13, 14)),
    Rule("motto-face", ERROR, "II.1", _BOLD, faced(one("motto"), bold=True, italic=False)),
    Rule("motto-rule", ERROR, "II.1", Phrase("rule-whole"), head.motto_rule),
    # II.2: who issues
    Rule("issuer-missing", ERROR, "II.2", _THERE, missing(head.lacks_issuer)),
    Rule("issuer-case", ERROR, "II.2", _UPPER, in_capitals(many("issuer"))),
    Rule("issuer-size", ERROR, "II.2", _pt(12, 13), sized(many("issuer"), 12, 13)),
    Rule("issuer-face", ERROR, "II.2", _BOLD, faced(many("issuer"), bold=True, italic=False)),
    Rule("issuer-rule", ERROR, "II.2", Phrase("rule-part"), head.issuer_rule),
    Rule("parent-case", ERROR, "II.2", _UPPER, in_capitals(many("parents"))),
    Rule("parent-size", ERROR, "II.2", _pt(12, 13), sized(many("parents"), 12, 13)),
    Rule("parent-face", ERROR, "II.2", _PLAIN, faced(many("parents"), bold=False, italic=False)),
    # II.3: number and symbol
    Rule("number-missing", ERROR, "II.3", _THERE, missing(head.lacks_number)),
    Rule("number-form", ERROR, "II.3", Phrase("number-form"), head.number_form),
    Rule("number-padding", ERROR, "II.3", Phrase("padded"), head.number_padding),
    Rule("number-kind", ERROR, "II.3", Phrase("kind-sign"), head.number_kind),
    Rule("number-size", ERROR, "II.3", _pt(13, 13), sized(one("number"), 13, 13)),
    Rule("number-face", ERROR, "II.3", _PLAIN, faced(one("number"), bold=False, italic=False)),
    # II.4: place and day
    Rule("date-missing", ERROR, "II.4", _THERE, missing(head.lacks_date)),
    Rule("date-form", ERROR, "II.4", Phrase("date-form"), head.date_form),
    Rule("date-comma", ERROR, "II.4", Phrase("comma"), head.date_comma),
    Rule("date-padding", ERROR, "II.4", Phrase("padded"), head.date_padding),
    Rule("date-size", ERROR, "II.4", _pt(13, 14), sized(one("date"), 13, 14)),
    Rule("date-face", ERROR, "II.4", _ITALIC, faced(one("date"), bold=False, italic=True)),
    Rule("place-case", ERROR, "II.4", Phrase("first-capitals"), head.place_case),
    # II.5: kind and summary
    Rule("kind-missing", ERROR, "II.5", _THERE, missing(head.lacks_kind)),
    Rule("letter-kind", ERROR, "II.5", Phrase("no-kind"), title.letter_kind),
    Rule("kind-case", ERROR, "II.5", _UPPER, in_capitals(one("kind"))),
    Rule("kind-size", ERROR, "II.5", _pt(13, 14), sized(one("kind"), 13, 14)),
    Rule("kind-face", ERROR, "II.5", _BOLD, faced(one("kind"), bold=True, italic=False)),
    Rule("kind-align", ERROR, "II.5", _CENTRE, centred(one("kind"))),
    Rule("summary-missing", WARNING, "II.5", _THERE, missing(title.lacks_summary)),
    Rule("summary-case", ERROR, "II.5", Phrase("in-lower"), title.summary_case),
    Rule("summary-size", ERROR, "II.5", _pt(13, 14), sized(many("summary"), 13, 14)),
    Rule("summary-face", ERROR, "II.5", _BOLD, faced(many("summary"), bold=True, italic=False)),
    Rule("summary-align", ERROR, "II.5", _CENTRE, centred(many("summary"))),
    Rule("title-rule", ERROR, "II.5", Phrase("rule-part"), head.title_rule),
    Rule("letter-summary", ERROR, "II.5", Phrase("quoted", {"text": "V/v …"}), missing(title.lacks_about)),
    Rule("letter-summary-form", ERROR, "II.5", Phrase("quoted", {"text": "V/v …"}), title.about_form),
    Rule("letter-summary-size", ERROR, "II.5", _pt(12, 13), sized(many("about"), 12, 13)),
    Rule("letter-summary-face", ERROR, "II.5", _PLAIN, faced(many("about"), bold=False, italic=False)),
    Rule("stamp", ERROR, "III.2", Phrase("stamp-form"), title.stamps_form),
    # II.9: addressees
    Rule("addressees-missing", WARNING, "II.9", Phrase("quoted", {"text": "Kính gửi:"}), missing(foot.lacks_addressees)),
    Rule("addressees-form", ERROR, "II.9", Phrase("addressees-form"), foot.addressees_form),
    Rule("addressees-size", ERROR, "II.9", _pt(13, 14), sized(many("addressees"), 13, 14)),
    Rule("addressees-face", WARNING, "II.9", _PLAIN, faced(many("addressees"), bold=False, italic=False)),
    # II.6: content
    Rule("bases-face", ERROR, "II.6", _ITALIC, faced(many("bases"), bold=False, italic=True)),
    Rule("bases-size", ERROR, "II.6", _pt(13, 14), sized(many("bases"), 13, 14)),
    Rule("bases-end", ERROR, "II.6", Phrase("bases-form"), body.bases_end),
    Rule("body-size", ERROR, "II.6", _pt(13, 14), sized(body.body_lines, 13, 14)),
    Rule("body-face", WARNING, "II.6", _PLAIN, body.body_face),
    Rule("body-case", WARNING, "II.6", Phrase("in-lower"), body.body_case),
    Rule("body-align", ERROR, "II.6", Phrase("align", {"how": "both"}), body.body_align),
    Rule("body-indent", ERROR, "II.6", Phrase("cm-either"), body.body_indent),
    Rule("body-line", ERROR, "II.6", Phrase("lines-range"), body.body_line),
    Rule("body-gap", ERROR, "II.6", Phrase("pt-least", {"value": 6}), body.body_gap),
    Rule("heading-case", ERROR, "II.6", _UPPER, numbering.heading_case),
    Rule("heading-face", ERROR, "II.6", _BOLD, numbering.heading_face),
    Rule("heading-align", ERROR, "II.6", _CENTRE, numbering.heading_align),
    Rule("numbering-form", ERROR, "II.6", Phrase("clause-form"), numbering.numbering_form),
    Rule("numbering-order", ERROR, "II.6", Phrase("in-order"), numbering.numbering_order),
    Rule("end-mark", ERROR, "end", Phrase("ends", {"sign": "./."}), body.end_mark),
    # II.7: who signs
    Rule("sign-missing", WARNING, "II.7", _THERE, missing(foot.lacks_signature)),
    Rule("authority-form", ERROR, "II.7", Phrase("authority-form"), foot.authority_form),
    Rule("authority-kt", ERROR, "II.7", Phrase("kt-above"), foot.authority_kt),
    Rule("post-missing", ERROR, "II.7", _THERE, foot.post_missing),
    Rule("sign-case", ERROR, "II.7", _UPPER, in_capitals(foot.posts)),
    Rule("sign-size", ERROR, "II.7", _pt(13, 14), sized(foot.posts, 13, 14)),
    Rule("sign-face", ERROR, "II.7", _BOLD, faced(foot.posts, bold=True, italic=False)),
    Rule("signer-case", ERROR, "II.7", Phrase("in-lower"), in_lower(foot.names)),
    Rule("signer-size", ERROR, "II.7", _pt(13, 14), sized(foot.names, 13, 14)),
    Rule("signer-face", ERROR, "II.7", _BOLD, faced(foot.names, bold=True, italic=False)),
    Rule("signer-title", WARNING, "II.7", Phrase("no-degree"), foot.signer_title),
    # II.9: who receives
    Rule("receivers-missing", ERROR, "II.9", Phrase("quoted", {"text": "Nơi nhận:"}), missing(foot.lacks_receivers)),
    Rule("receivers-head", ERROR, "II.9", Phrase("quoted", {"text": "Nơi nhận:"}), foot.receivers_words),
    Rule("receivers-head-size", ERROR, "II.9", _pt(12, 12), sized(foot.receivers_head, 12, 12)),
    Rule("receivers-head-face", ERROR, "II.9", _face(True, True), faced(foot.receivers_head, bold=True, italic=True)),
    Rule("receivers-form", ERROR, "II.9", Phrase("receivers-form"), foot.receivers_form),
    Rule("receivers-size", ERROR, "II.9", _pt(11, 11), sized(foot.items, 11, 11)),
    Rule("receivers-face", ERROR, "II.9", _PLAIN, faced(foot.items, bold=False, italic=False)),
    Rule("receivers-file", ERROR, "II.9", Phrase("quoted", {"text": "- Lưu: VT, …"}), foot.receivers_file),
    Rule("receivers-as-above", ERROR, "II.9", Phrase("quoted", {"text": "- Như trên;"}), foot.receivers_as_above),
    # places, annexes, drafts
    Rule("order", ERROR, "IV", Phrase("order"), head.order),
    Rule("annex-label", ERROR, "III.1", Phrase("annex-label"), title.annex_label),
    Rule("annex-title", ERROR, "III.1", Phrase("annex-title"), title.annex_title),
    Rule("annex-note", ERROR, "III.1", Phrase("annex-note"), title.annex_note),
    Rule("annex-pages", INFO, "III.1", Phrase("counts-anew"), title.annex_pages),
    Rule("legal-document", INFO, "scope-kind", Phrase("own-law"), head.is_legal),
    Rule("draft", INFO, "II.3", Phrase("number-and-day"), head.is_draft),
)  # fmt: skip

"""What the checker says to a reader, in Vietnamese and English: a sentence for each code, words for each measure."""

from __future__ import annotations

from typing import NamedTuple

from nhipcau.engines.vntext.records import record

from .model import Finding, Phrase, Spot
from .words_data import ASPECTS, COMPONENTS, PHRASES, SPECIAL, Pair

_ALIGN = {
    "left": Pair("căn trái", "set to the left"),
    "right": Pair("căn phải", "set to the right"),
    "center": Pair("canh giữa", "centred"),
    "both": Pair("canh đều hai lề", "justified"),
}


class Said(NamedTuple):
    """A finding in words."""

    why: str
    suggest: str
    measured: str
    required: str
    place: str
    law: str


@record(frozen=True, slots=True)
class Sayer:
    """Says findings in one language, "vi" or "en"."""

    language: str = "vi"

    def pick(self, pair: Pair) -> str:
        return pair.en if self.language == "en" else pair.vi

    def said(self, finding: Finding) -> Said:
        measured, required = self.phrase(finding.measured), self.phrase(finding.required)
        why, suggest = sentences_of(finding.rule)
        name = self.pick(COMPONENTS.get(component_of(finding.rule), Pair("", "")))
        values = {"measured": measured, "required": required, "name": name}
        return Said(
            _capital(self.pick(why).format_map(values)),
            _capital(self.pick(suggest).format_map(values)),
            measured,
            required,
            self.place(finding.spot, finding.places),
            self.law(finding.law),
        )

    def phrase(self, phrase: Phrase) -> str:
        params: dict[str, object] = {name: _number(value) for name, value in phrase.params.items()}
        if phrase.key == "face":
            return self._face(bool(phrase.params["bold"]), bool(phrase.params["italic"]))
        if phrase.key == "align":
            how = str(phrase.params["how"])
            return self.pick(_ALIGN.get(how, Pair(how, how)))
        return self.pick(PHRASES[phrase.key]).format_map(params)

    def _face(self, bold: bool, italic: bool) -> str:
        upright = Pair("nghiêng", "italic") if italic else Pair("đứng", "upright")
        heavy = Pair("đậm", "bold") if bold else Pair("không đậm", "not bold")
        return f"{self.pick(upright)}, {self.pick(heavy)}"

    def place(self, spot: Spot, places: int = 1) -> str:
        """Where it stands: "đoạn 12 (bảng 1, hàng 1, ô 2)"."""
        words: list[str] = []
        if spot.part in ("header", "footer", "page"):
            words.append(
                self.pick(
                    {
                        "header": Pair("lề trên", "header"),
                        "footer": Pair("lề dưới", "footer"),
                        "page": Pair("trang", "page setting"),
                    }[spot.part]
                )
            )
            words.append(self.pick(Pair("phần {n}", "section {n}")).format(n=spot.section))
        elif spot.paragraph:
            words.append(self.pick(Pair("đoạn {n}", "paragraph {n}")).format(n=spot.paragraph))
            if spot.table:
                words.append(
                    self.pick(Pair("bảng {t}, hàng {r}, ô {c}", "table {t}, row {r}, cell {c}")).format(
                        t=spot.table, r=spot.row, c=spot.column
                    )
                )
            elif spot.part == "box":
                words.append(self.pick(Pair("trong khung chữ", "in a text box")))
        else:
            words.append(self.pick(Pair("toàn văn bản", "the whole paper")))
        if places > 1:
            words.append(self.pick(Pair("và {n} chỗ khác", "and {n} more places")).format(n=places - 1))
        return ", ".join(words)

    def law(self, point: str) -> str:
        decree = self.pick(Pair("Nghị định 30/2020/NĐ-CP", "Decree 30/2020/NĐ-CP"))
        if point == "end":
            return f"{decree}, {self.pick(Pair('Phụ lục III (mẫu trình bày văn bản)', 'annex III (models)'))}"
        if point == "scope":
            return f"{decree}, {self.pick(Pair('Điều 2 (đối tượng áp dụng)', 'art. 2 (whom it binds)'))}"
        if point == "scope-kind":
            return f"{decree}, {self.pick(Pair('Điều 3, khoản 3 (văn bản hành chính)', 'art. 3(3) (administrative documents)'))}"
        return f"{decree}, {self.pick(Pair('Phụ lục I, Phần I, mục', 'annex I, part I, point'))} {point}"


def component_of(rule: str) -> str:
    """ "receivers-head-size" → receivers-head: what the rule is about."""
    return rule.rpartition("-")[0] if rule not in COMPONENTS else rule


def sentences_of(rule: str) -> tuple[Pair, Pair]:
    """Why a rule was not kept, and what to do: its own words, else those of all rules of its aspect."""
    return SPECIAL.get(rule) or ASPECTS[rule.rpartition("-")[2]]


def _number(value: object) -> object:
    if isinstance(value, float):
        return int(value) if value == int(value) else value
    return value


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

"""Indicators as data: the 89 of the product and the 9 that others publish, an office's own, and what is said of a wrong row."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from nhipcau.engines.counting.definitions import (
    COLUMNS,
    REQUIRED,
    Level,
    Over,
    Role,
    default_definitions,
    indicators_of_file,
    read_indicators,
)
from nhipcau.engines.counting.errors import BadTable, UnknownIndicator
from nhipcau.engines.counting.kinds import COLUMNS as KIND_COLUMNS
from nhipcau.engines.counting.kinds import default_kinds, read_kinds
from nhipcau.engines.counting.tables import Rows

SHARED = Path(os.environ.get("NHIPCAU_SHARED", Path(__file__).resolve().parents[6] / "shared"))
DESIGN = SHARED / "design" / "office" / "indicators.tsv"
ALL = default_definitions()
PUBLISHED = "N"


def table(*rows: str, heads: str = "code\tname\tunit\tover\ton\tof\twhere\twhat\tpart\tfigure") -> Rows:
    return Rows.of_text("\n".join((heads, *rows)), "cua-toi.tsv", COLUMNS, REQUIRED)


def wrong(*rows: str, heads: str | None = None) -> list[tuple[int, str, object]]:
    """Line, kind of fault and the value it names, of each wrong row."""
    with pytest.raises(BadTable) as refused:
        read_indicators(table(*rows, **({"heads": heads} if heads else {})), default_kinds())
    return [(row.params["line"], row.variant, row.params.get("value")) for row in refused.value.rows]


@pytest.mark.shared
@pytest.mark.skipif(not DESIGN.exists(), reason="the design's table of indicators is not here")
def test_every_indicator_of_the_design_is_here_in_its_order():
    with DESIGN.open(encoding="utf-8", newline="") as lines:
        design = list(csv.DictReader(lines, delimiter="\t"))
    assert [(each.code, each.name.vi, each.section) for each in ALL if each.section != PUBLISHED] == [
        (row["code"], row["name_vi"], row["section"]) for row in design
    ]


def test_there_are_89_besides_what_others_publish_and_each_is_said_in_both_languages():
    assert sum(each.section != PUBLISHED for each in ALL) == 89 and len(ALL) == 98
    for indicator in ALL:
        assert indicator.name.vi and indicator.name.en and indicator.counts.vi and indicator.counts.en
        for part in indicator.parts:
            assert part.name.vi and part.name.en and part.unit.vi and part.unit.en, part.key
            is_counted = part.over == Over.SHARE or bool(part.of)
            assert is_counted != (indicator.section == PUBLISHED), "what others publish is entered alone"


def test_what_others_publish_adds_up_over_a_year_and_a_rank_does_not():
    published = {part.key: (part.over, part.unit.vi) for part in ALL.parts() if part.code.startswith("OUT_")}
    assert published["OUT_VISITORS", ""] == (Over.SUM, "lượt khách")
    assert published["OUT_FDI", ""] == published["OUT_EXPORT", ""] == (Over.SUM, "triệu USD")
    assert published["OUT_FDI", "projects"] == (Over.SUM, "dự án")
    for index in ("OUT_PCI", "OUT_PAPI", "OUT_PAR", "OUT_SIPAS", "OUT_DTI"):
        assert published[index, ""] == (Over.LAST, "hạng") and published[index, "score"] == (
            Over.LAST,
            "điểm",
        )
    assert all(part.role == Role.WITHIN for part in ALL.get("OUT_COVERAGE").parts[1:])


def test_figures_that_are_not_the_same_have_units_that_say_so():
    unit = {part.key: part.unit.vi for part in ALL.parts()}
    assert unit["TRAINEES", ""] == "người" and unit["TRAIN_ATTENDANCES", ""] == "lượt người"
    assert unit["FP_DELEGATIONS", ""] == "đoàn" and unit["FP_REPORTERS", ""] == "lượt người"
    assert unit["PRINTS", ""] == "ấn phẩm" and unit["PRINTS", "copies"] == "bản"
    assert ALL.get("TASKS_LATE").part("overdue").role == Role.ALSO, "never a sum with those done late"


def test_what_only_the_province_has_is_told_apart():
    assert all(each.level == Level.PROVINCE for each in ALL if each.section == PUBLISHED)
    counted = [each for each in ALL if each.section != PUBLISHED]
    assert [each.code for each in counted if each.level == Level.PROVINCE] == [
        "UNIT_PLAN_RATE",
        "ARTICLES_ABOUT",
        "STORIES_ABOUT",
        "ARTICLES_FOREIGN",
        "SENSITIVE_HANDLED",
        "REPORTS_ON_TIME",
        "REPORTS_NIL",
    ]


def test_every_kind_is_counted_by_some_rule_and_said_in_both_languages():
    counted = {name for part in ALL.parts() for name in part.of}
    assert {kind.kind for kind in default_kinds()} == counted
    assert all(kind.name.vi and kind.name.en for kind in default_kinds())


def test_an_unknown_code_is_answered_with_what_looks_like_it():
    with pytest.raises(UnknownIndicator) as refused:
        ALL.get("PRES_CONF_PERIODIC")
    assert "PRESS_CONF_PERIODIC" in str(refused.value.params["near"])
    assert ALL.get(" press_conf_periodic ").code == "PRESS_CONF_PERIODIC"
    with pytest.raises(UnknownIndicator) as refused:
        ALL.get("PRINTS").part("pages")
    assert refused.value.params["known"] == "copies"


def test_an_office_adds_its_own_without_code(tmp_path):
    file = tmp_path / "cua-toi.tsv"
    file.write_text(
        "code\tname\tunit\tover\tof\twhere\n"
        "KHMER_NEWS\tTin, bài tiếng Khmer\ttin, bài\tsum\tnews\tlanguage=km\n"
        "VISITORS\tKhách quốc tế đến tỉnh\tlượt khách\tsum\n",
        encoding="utf-8",
    )
    both = ALL.with_own(indicators_of_file(file))
    assert len(both) == len(ALL) + 2 and both.get("KHMER_NEWS").own and not both.get("COURSES").own
    assert both.get("KHMER_NEWS").parts[0].rule == "sum facts of news[language=km] on begins"
    assert both.get("VISITORS").parts[0].of == (), "typed with its source until something counts it"


def test_a_code_of_the_product_is_not_taken_by_an_office():
    with pytest.raises(BadTable) as refused:
        ALL.with_own(read_indicators(table("COURSES\tLớp\tlớp\tsum"), default_kinds()), "cua-toi.tsv")
    assert (refused.value.variant, refused.value.params["value"]) == ("twice", "COURSES")


@pytest.mark.parametrize(
    ("row", "fault", "value"),
    [
        ("courses\tLớp\tlớp\tsum", "code", "courses"),
        ("\tLớp\tlớp\tsum", "empty", None),
        ("MINE\t\tlớp\tsum", "empty", None),
        ("MINE\tLớp\t\tsum", "empty", None),
        ("MINE\tLớp\tlớp\ttotal", "word", "total"),
        ("MINE\tLớp\tlớp\tsum\tstands\tcolumn", "on", "stands"),
        ("MINE\tLớp\tlớp\tlast\tstands\tnews", "stands", "news"),
        ("MINE\tTin\ttin\tsum\t\tnewz", "kind", "newz"),
        ("MINE\tTin\ttin\tsum\t\tnews\ttonge=foreign", "what", "tonge"),
        ("MINE\tTin\ttin\tsum\t\tnews\ttongue=foriegn", "value", "foriegn"),
        ("MINE\tTin\ttin\tsum\t\tnews\ttongue=", "condition", "tongue="),
        ("MINE\tTin\ttin\tsum\t\tnews\tlanguage = km ; ; tongue=foreign", "condition", ""),
        ("MINE\tTin\ttin\tsum\t\tnews\tdays<=5", "what", "days"),
        ("MINE\tTin\ttin\tmedian\t\tclarification.published\tdays<=x\tdays", "condition", "days<=x"),
        ("MINE\tBản\tbản\tsum\t\tnews\t\tcopies", "what", "copies"),
        ("MINE\tNgười\tngười\tdistinct\t\ttraining.completed\t\tname", "what", "name"),
        ("MINE\tNgày\tngày\taverage\t\tclarification.published", "what", "facts"),
        ("MINE\tTin\ttin\tsum\t\t\ttongue=foreign", "of", ""),
        ("MINE\tTỷ lệ\t%\tshare\t\t\t\tdone", "share", "done"),
        ("MINE\tTỷ lệ\t%\tshare\t\t\t\tdone/all", "share", "done/all"),
        ("MINE\tTin\ttin\tsum\t\tnews\t\t\tmore", "first", "MINE"),
        ("MINE\tTin\ttin\tsum\t\tnews\t\t\tMore!", "name", "More!"),
    ],
)
def test_a_wrong_row_says_which_line_and_what(row, fault, value):
    assert wrong("FINE\tTin\ttin\tsum\t\tnews", row) == [(3, fault, value)]


def test_all_wrong_rows_are_named_at_once_and_blank_lines_keep_the_count():
    faults = wrong(
        "MINE\tTin\ttin\ttotal", "", "# ghi chú", "OWN\tTin\ttin\tsum\t\tnewz", "BAD ONE\tTin\ttin\tsum"
    )
    assert [(line, fault) for line, fault, _value in faults] == [(2, "word"), (5, "kind"), (6, "code")]


def test_a_code_or_a_part_twice_is_refused():
    news = "\tTin\ttin\tsum\t\tnews"
    assert wrong(f"MINE{news}", f"OTHER{news}", f"MINE{news}") == [(4, "twice", "MINE")]
    assert wrong(f"MINE{news}", f"MINE{news}") == [(3, "part-twice", "MINE")]
    with_parts = f"MINE{news}\t\t\t\tTin"
    assert wrong(with_parts, f"MINE{news}\t\t\tmore") == [(3, "empty", None)], "a second figure needs a name"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("code\tname\tunit\n", "column-missing"),
        ("code\tname\tunit\tover\tcolour\n", "column"),
        ("code\tname\tunit\tover\tcode\n", "column-twice"),
        ("", "column"),
    ],
)
def test_wrong_heads_are_refused(text, fault):
    with pytest.raises(BadTable) as refused:
        Rows.of_text(text, "x.tsv", COLUMNS, REQUIRED)
    assert refused.value.variant == fault


def test_a_table_without_rows_or_with_a_cell_too_many_is_refused():
    with pytest.raises(BadTable) as refused:
        read_indicators(table(), default_kinds())
    assert refused.value.variant == "empty"
    with pytest.raises(BadTable) as refused:
        table("MINE\tTin\ttin\tsum\tbegins\tnews\t\t\t\t\tthừa")
    assert [row.variant for row in refused.value.rows] == ["cells"]


def test_a_file_that_is_no_utf8_or_not_there_is_refused(tmp_path):
    (tmp_path / "a.tsv").write_bytes(
        "code\tname\tunit\tover\nMINE\tTỷ lệ".encode("cp1258", "replace") + b"\xff"
    )
    for name, fault in (("a.tsv", "utf8"), ("b.tsv", "missing")):
        with pytest.raises(BadTable) as refused:
            indicators_of_file(tmp_path / name)
        assert refused.value.variant == fault


def test_kinds_of_an_office_are_read_with_the_same_care():
    heads = "kind\tname\tlasts\tamounts\tattributes\tkeys"

    def kinds(*rows: str):
        return read_kinds(Rows.of_text("\n".join((heads, *rows)), "k.tsv", KIND_COLUMNS, ("kind", "name")))

    own = kinds("tour\tChuyến khảo sát\teither\tguests\tform=press|trade languages*\tguide")
    assert default_kinds().with_own(own).get("tour").attributes["languages"].several
    for row, fault in (
        ("Tour\tChuyến", "name"),
        ("tour\t", "empty"),
        ("tour\tChuyến\tsometimes", "word"),
        ("tour\tChuyến\tday\tguests\tform=", "attribute"),
        ("tour\tChuyến\tday\tguests\tguests", "name-twice"),
    ):
        with pytest.raises(BadTable) as refused:
            kinds(row)
        assert [each.variant for each in refused.value.rows] == [fault]
    with pytest.raises(BadTable, match="twice"):
        default_kinds().with_own(kinds("news\tTin"))
    with pytest.raises(BadTable):
        kinds("tour\tChuyến", "tour\tChuyến")

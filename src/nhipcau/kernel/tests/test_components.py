"""The shared components: shown with sample data, safe with hostile words, told apart without colour."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from django_cotton.compiler_regex import CottonCompiler
from lxml import html
from tests.gallery.urls import HOSTILE, shown

from nhipcau.kernel.templatetags.nhipcau import lateness

pytestmark = pytest.mark.django_db


def rendered(source: str, path: str = "/", **context) -> str:
    """A piece of a template, written as templates are."""
    template = engines["django"].from_string(CottonCompiler().process(source))
    request = RequestFactory().get(path)
    return template.render(context, request)


def tree(source: str, path: str = "/", **context):
    return html.fromstring(f"<main>{rendered(source, path, **context)}</main>")


@pytest.fixture
def gallery(settings, rf):
    """gallery(name) → the page of all components as a tree."""
    settings.TEMPLATES = [
        {
            **settings.TEMPLATES[0],
            "DIRS": [*settings.TEMPLATES[0]["DIRS"], Path("tests/gallery/templates").resolve()],
        }
    ]

    def show(**context):
        request = rf.get("/thanh-phan/?q=a&trang=2")
        request.user = SimpleNamespace(is_authenticated=False, may=lambda permission: False)
        return html.fromstring(render_to_string("gallery/gallery.html", shown(**context), request))

    return show


def test_every_control_of_the_gallery_has_a_name(gallery):
    page = gallery()
    for control in page.xpath("//main//button | //main//a"):
        assert control.text_content().strip() or control.get("aria-label"), html.tostring(control)
    labels = {label.get("for") for label in page.xpath("//label[@for]")}
    for field in page.xpath("//main//input[not(@type='hidden')] | //main//select | //main//textarea"):
        inside = field.xpath("ancestor::label")
        assert inside or field.get("id") in labels or field.get("aria-label"), html.tostring(field)


def test_icons_are_for_the_eye_only(gallery):
    icons = gallery().xpath("//main//svg")
    assert len(icons) > 15
    assert {icon.get("aria-hidden") for icon in icons} == {"true"}


def test_landmarks_tables_and_bars_are_named(gallery):
    page = gallery()
    for landmark in page.xpath("//main//nav | //main//table | //main//progress"):
        assert landmark.get("aria-label"), html.tostring(landmark)
    assert page.xpath("//main//th[not(@scope)]") == []


def test_no_id_stands_twice(gallery):
    ids = gallery().xpath("//@id")
    assert sorted(set(ids)) == sorted(ids)


def test_words_of_a_record_add_neither_tags_nor_attributes(gallery):
    page = gallery(name=HOSTILE)
    assert page.xpath("//main//script") == []
    assert page.xpath("//main//@onmouseover") == []
    assert HOSTILE in page.text_content()


def test_further_attributes_are_escaped():
    button = tree('<c-button data-word="{{ name }}" :title="name">x</c-button>', name=HOSTILE).find("button")
    assert (button.get("data-word"), button.get("title"), button.get("onmouseover")) == (
        HOSTILE,
        HOSTILE,
        None,
    )


def test_words_that_look_like_numbers_or_lists_stay_words():
    for words in ("007", "1e5", "['a']", "None"):
        assert tree('<c-badge label="{{ words }}" />', words=words).text_content().strip() == words


def test_a_component_knows_nothing_of_the_page_that_uses_it():
    assert "lộ" not in rendered("<c-card><p>x</p></c-card>", title="lộ")


def test_a_post_button_carries_the_token_its_question_and_its_htmx_wishes():
    form = tree(
        '<c-post url="/x/" label="Gỡ" ask="Gỡ tài liệu?" target="#a" swap="outerHTML" name="n" value="1" data-key="g">'
        '<c-slot name="fields"><input type="hidden" name="seen" value="7"></c-slot></c-post>'
    ).find("form")
    button = form.find("button")
    assert form.get("method"), form.get("action") == ("post", "/x/")
    assert (form.get("hx-post"), form.get("hx-target"), form.get("hx-swap")) == ("/x/", "#a", "outerHTML")
    assert form.get("data-ask") == "Gỡ tài liệu?"
    assert form.get("data-again") is None
    assert {field.get("name") for field in form.findall("input")} == {"csrfmiddlewaretoken", "seen"}
    assert (button.get("name"), button.get("value"), button.get("data-key")) == ("n", "1", "g")


def test_lateness_is_told_by_words_and_by_a_sign_not_by_colour_alone():
    told = {}
    for case in (("open_overdue", 3), ("done_late", 3), ("on_time", 0), ("open", 0), ("open", 9)):
        badge = html.fromstring(lateness(SimpleNamespace(lateness=case[0], days=case[1]), "2026-07-01"))
        assert badge.find("svg") is not None
        told[case] = badge.text_content()
    assert list(told.values()) == [
        "Quá hạn 3 ngày", "Hoàn thành quá hạn 3 ngày", "Hoàn thành đúng hạn", "Hạn hôm nay", "Còn 9 ngày",
    ]  # fmt: skip


def test_work_without_a_day_says_so():
    assert "Chưa có thời hạn" in lateness(SimpleNamespace(lateness="open", days=0))


def test_pages_of_a_list_keep_its_filters(gallery):
    addresses = gallery().xpath("//nav[contains(@class, 'nc-pager')]//a/@href")
    assert addresses == ["?q=a&trang=1", "?q=a&trang=3"]


def test_the_open_tab_is_told_to_screen_readers(gallery):
    tabs = gallery().xpath("//nav[@class='nc-tabs'][@aria-label='Cách xem']/a")
    assert [tab.get("aria-current") for tab in tabs] == ["page", None]


def test_a_table_names_each_cell_on_a_phone(gallery):
    row = gallery().xpath("//table[contains(@class, 'nc-stack')]/tbody/tr")[0]
    assert [cell.get("data-label") for cell in row.findall("td")] == [
        None,  # the box that chooses the row
        "Tiến độ",
        "Tình trạng",
        None,
    ]


def test_an_empty_fact_is_not_shown_unless_it_must_be(gallery):
    facts = gallery().xpath("//dl[@class='nc-facts']/dt/text()")
    assert facts == ["Nơi ban hành", "Tệp", "Người ký"]


def test_a_wrong_field_is_tied_to_what_is_wrong_with_it(gallery):
    field = gallery().xpath("//input[@name='title']")[0]
    assert field.get("aria-invalid") == "true"
    assert re.search(r"id_title_error", field.get("aria-describedby"))


def test_an_empty_list_says_what_to_do_next(gallery):
    empty = gallery().xpath("//div[contains(@class, 'nc-empty')]")[0]
    assert empty.xpath(".//a/@href") == ["/"]


def test_the_words_of_components_are_in_the_chosen_language():
    with translation.override("en"):
        assert "Next" in rendered('<c-pager :page="page" />', page=shown()["page"])

"""The handbook in the product: every page of the product leads to a section that is there, for everybody and offline.
Each role is led there from its own pages by ``test_empty.py``."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from django.urls import get_resolver, reverse
from tests.architecture import catalogue
from tests.architecture.test_routes import ROUTES, Route, patterns

from nhipcau.kernel import handbook

ROOT = Path(__file__).resolve().parents[2]
SECTIONS = {section.key for section in handbook.sections()}
PAGES = [route for route in ROUTES if not route.name.startswith(("kernel:health", "kernel:session"))]

# What a chapter tells the reader to press, open or choose; keys of the keyboard are no words of a screen.
BOLD = re.compile(r"(\w*)\s*\*\*([^*]+)\*\*")
TELLING = {"bấm", "nút", "chọn", "mục", "trang", "mở"}
NO_WORDS = {"vi / en", "xlsx", "ctrl+k", "enter", "esc"}


def _plain(words: str) -> str:
    """Small letters, one space, and «…» for whatever a sentence fills in."""
    filled = re.sub(r"%\([a-z_]+\)[sd]|\{[^}]*\}", "…", words)
    return re.sub(r"\s+", " ", filled).strip(" .:").lower()


@pytest.fixture(scope="module")
def on_screens() -> set[str]:
    return {_plain(msgid) for _context, msgid in catalogue.gathered()}


@pytest.mark.parametrize(
    "chapter", sorted((ROOT / "docs" / "handbook").glob("[0-9]*.md")), ids=lambda one: one.stem
)
def test_what_the_handbook_tells_to_press_stands_on_a_screen(chapter: Path, on_screens: set[str]):
    text = re.sub(r"\s+", " ", chapter.read_text())
    missing = []
    for before, told in BOLD.findall(text):
        if before.lower() not in TELLING and not re.search("[→›]", told):
            continue
        for step in map(_plain, re.split("→|›", told)):
            pattern = re.compile(".*".join(map(re.escape, step.split("…"))))
            if step and step not in NO_WORDS and not any(map(pattern.match, on_screens)):
                missing.append(f"{told}: {step}")
    assert missing == []


@pytest.mark.parametrize("route", PAGES, ids=lambda route: route.name)
def test_every_page_is_explained_by_a_section_that_exists(route: Route):
    assert route.name.rpartition(":")[0] in {one.space for one in handbook.helps}, "no helped.py of this app"
    assert handbook.section_for(route.name) in SECTIONS


def test_the_map_of_help_names_only_pages_that_exist():
    names = {name for _pattern, name, _converters in patterns(get_resolver(), {})}
    for one in handbook.helps:
        for page in one.pages:
            assert (f"{one.space}:{page}" if one.space else page) in names, page


def test_the_libraries_pages_are_explained_too():
    for name in ("account_login", "account_change_password", "mfa_index", "mfa_activate_totp"):
        assert handbook.section_for(name) in SECTIONS
    assert handbook.section_for("nowhere:at_all") in SECTIONS
    assert handbook.section_for("") in SECTIONS


@pytest.mark.parametrize("name", [*handbook.names(), handbook.FRONT])
def test_a_chapter_shows_its_pictures_and_leads_only_within_the_product(name):
    html = handbook.chapter(name).html
    for source in re.findall(r'<img src="([^"]*)"', html):
        assert handbook.picture(source.rpartition("/")[2]), source
    for target in re.findall(r'<a href="([^"]*)"', html):
        page, _hash, part = target.partition("#")
        assert page.startswith("/so-tay/"), target
        if part:
            assert f"{page.strip('/').rpartition('/')[2]}#{part}" in SECTIONS, target


def test_sections_have_addresses_of_their_own():
    for chapter in handbook.chapters():
        slugs = [section.slug for section in chapter.sections]
        assert len(slugs) == len(set(slugs))
        assert [f'id="{slug}"' in chapter.html for slug in slugs] == [True] * len(slugs)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("sao lưu", "6-quan-tri#sao-luu"),
        ("SAO LUU", "6-quan-tri#sao-luu"),
        ("dau moi", "5-co-quan#can-bo-dau-moi"),
        ("thu hoi", "8-van-ban#dinh-chinh-thu-hoi"),
    ],
)
def test_a_section_is_found_by_its_heading_first(words, first):
    assert handbook.found(words)[0].key == first


def test_html_in_the_text_stays_text():
    reader = handbook.reader()
    assert "<script" not in reader.render("Chữ <script>alert(1)</script> [x](javascript:alert(1))")
    assert "javascript:" not in re.sub(r">[^<]*<", "><", reader.render("[x](javascript:alert(1))"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/so-tay/khong-co/",
        "/so-tay/anh/khong-co.png",
        "/so-tay/anh/..%2F..%2Fhandbook.py",
        "/so-tay/anh/%2e%2e%2fREADME.md",
    ],
)
def test_what_is_no_part_of_the_handbook_is_not_given(address, officer, client_of):
    assert client_of(officer).get(address).status_code == 404


@pytest.mark.django_db
def test_pictures_come_from_the_house(officer, client_of):
    answer = client_of(officer).get(reverse("kernel:handbook_picture", args=["co-quan.png"]))
    assert answer.headers["Content-Type"] == "image/png"
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")


def test_the_package_carries_every_page_and_picture():
    """What setup takes along is written in pyproject.toml; the folders are links in the checkout alone."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        carried = tomllib.load(file)["tool"]["setuptools"]["package-data"]["nhipcau"]
    package = ROOT / "src" / "nhipcau"
    taken = {
        path
        for pattern in carried
        for path in package.glob(pattern)
        if "book" in path.relative_to(package).parts
    }
    there = {path for folder in ("pages", "pictures") for path in (handbook.BOOK / folder).iterdir()}
    assert there <= taken
    assert len(there) > 20


def test_keys_that_the_handbook_names_are_keys_of_the_screen():
    told = set(
        re.findall(r"^\| ((?:`[a-z?]` ?)+)\|", (ROOT / "docs/handbook/7-bao-chi.md").read_text(), re.M)
    )
    shown = (ROOT / "src/nhipcau/press/templates/press/parts/keys.html").read_text()
    keys = {key for row in told for key in re.findall(r"`(.)`", row)}
    assert len(keys) > 5
    assert keys - {"?"} <= set(re.findall(r"<kbd>(.)</kbd>", shown))

"""Templates and style sheets can be read: short lines, one condition at a time, made of the shared components."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from django.template import engines
from django.urls import URLResolver, get_resolver

SOURCE = Path(__file__).resolve().parents[2] / "src" / "nhipcau"
WIDTH = 120
TEMPLATES = sorted(path for path in SOURCE.rglob("*.html") if "templates" in path.relative_to(SOURCE).parts)
SHEETS = sorted(path for path in SOURCE.rglob("*.css") if "static" in path.relative_to(SOURCE).parts)
COMPONENTS = {path.stem.replace("_", "-"): path for path in SOURCE.glob("kernel/templates/cotton/*.html")}

TWO_CONDITIONS = re.compile(r"\{%\s*(?:el)?if\s[^%]*\s(?:and|or)\s")
INLINE = re.compile(r"""\sstyle=["']|\son[a-z]+=["']|<script(?![^>]*\ssrc=)|<style""")
COMPONENT = re.compile(r"<c-([\w-]+)((?:\s+[^\s/>\"'=<>`]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|\S+))?)*)\s*/?>")
TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
ATTRIBUTE = re.compile(r"""([^\s/>"'=<>`]+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|\S+))?""")
PASSED_ON = re.compile(r"(?:data|hx|aria)-|(?:id|type|form|role|lang|title|rel|target)$")


def name(path: Path) -> str:
    return str(path.relative_to(SOURCE))


@cache
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def counted(paths: list[Path], wrong) -> dict[str, int]:
    """{file: how many wrong places} for those that have some."""
    found = {name(path): len(wrong(text(path))) for path in paths}
    return {path: count for path, count in found.items() if count}


def long_lines(words: str) -> list[str]:
    return [line for line in words.splitlines() if len(line) > WIDTH]


@cache
def declared(component: str) -> frozenset[str]:
    """The attributes and slots that a component takes."""
    found = re.search(r"<c-vars\s(.*?)/>", text(COMPONENTS[component]), re.DOTALL)
    names = ATTRIBUTE.findall(found.group(1)) if found else []
    return frozenset(each.lstrip(":") for each in names)


def used(path: Path) -> list[tuple[str, list[str]]]:
    """(component, attributes) of every use in a template; what stands within tags of Django is left out."""
    plain = TAG.sub("x", re.sub(r"\{#.*?#\}|\{% comment.*?endcomment %\}", "", text(path), flags=re.DOTALL))
    return [(found.group(1), ATTRIBUTE.findall(found.group(2))) for found in COMPONENT.finditer(plain)]


def broken_remarks(words: str) -> list[str]:
    """Lines that open a remark and do not close it: Django shows such a remark to the reader."""
    return [line for line in words.splitlines() if "{#" in line and "#}" not in line.rsplit("{#", 1)[1]]


def test_a_remark_ends_on_its_own_line():
    assert counted(TEMPLATES, broken_remarks) == {}


def test_there_are_templates_sheets_and_components():
    assert len(TEMPLATES) > 80
    assert len(SHEETS) > 5
    assert len(COMPONENTS) > 20


def test_no_line_is_longer_than_can_be_read():
    assert counted([*TEMPLATES, *SHEETS], long_lines) == {}


def test_an_if_asks_one_thing():
    found = counted(TEMPLATES, TWO_CONDITIONS.findall)
    assert not found, f"two conditions in one if: let the view or a property answer it: {found}"


def test_pages_carry_neither_styles_nor_scripts_of_their_own():
    """Letters are read without our style sheets, so theirs stand in them."""
    pages = [path for path in TEMPLATES if "mail" not in path.relative_to(SOURCE).parts]
    assert counted(pages, INLINE.findall) == {}


def test_style_sheets_stand_one_property_a_line():
    crowded = re.compile(r"^.*;.*;.*$", re.MULTILINE)
    assert counted(SHEETS, crowded.findall) == {}


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_components_are_used_as_they_are_declared(path):
    for component, attributes in used(path):
        if component in {"vars", "slot"}:
            continue
        assert component in COMPONENTS, f"{name(path)}: there is no component c-{component}"
        unknown = [
            each
            for each in attributes
            if each.lstrip(":") not in declared(component) and not PASSED_ON.match(each.lstrip(":"))
        ]
        assert unknown == [], f"{name(path)}: c-{component} takes no such attributes"


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_nothing_that_a_record_says_is_read_as_python_or_written_unescaped(path):
    """ADR 20: ``:name="{{ … }}"`` evaluates what it renders; ``{{ attrs }}`` does not escape."""
    assert re.findall(r"""\s:[\w-]+=["']\{[{%]""", text(path)) == []
    if "cotton" in path.relative_to(SOURCE).parts:
        assert re.findall(r"\{\{\s*attrs\s*\}\}", text(path)) == []


def test_each_component_says_at_its_top_what_it_takes():
    assert [
        component for component, path in COMPONENTS.items() if not text(path).startswith(("{#", "{% comment"))
    ] == []


def test_each_component_stands_in_the_gallery_and_in_the_documents():
    gallery = (SOURCE.parents[1] / "tests/gallery/templates/gallery/gallery.html").read_text(encoding="utf-8")
    documents = (SOURCE.parents[1] / "docs/components.md").read_text(encoding="utf-8")
    shown = gallery + "".join(text(path) for path in COMPONENTS.values())
    assert [each for each in COMPONENTS if f"<c-{each}" not in shown] == []
    assert [each for each in COMPONENTS if f"`c-{each}`" not in documents] == []


def test_kernel_and_desk_name_no_app_in_their_templates():
    apps = r"(?:plans|press|digests|documents|agencies)"
    naming = re.compile(rf"""\{{%\s*(?:url|include|static|extends)\s+["']{apps}[:/]""")
    pages = [path for path in TEMPLATES if path.relative_to(SOURCE).parts[0] in {"kernel", "desk"}]
    assert counted(pages, naming.findall) == {}


def routes() -> frozenset[str]:
    """The names of all routes, with their namespaces."""
    found = set()

    def walk(resolver, prefix: str) -> None:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                walk(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
            elif pattern.name:
                found.add(prefix + pattern.name)

    walk(get_resolver(), "")
    return frozenset(found)


def test_every_address_that_a_template_names_is_a_route():
    """With "as", a name that no route has gives an empty address and no error."""
    known = routes()
    assert len(known) > 100
    unknown = {
        f"{name(path)}: {route}"
        for path in TEMPLATES
        for route in re.findall(r"""\{%\s*url\s+["']([^"']+)["']""", text(path))
        if route not in known
    }
    assert not unknown, sorted(unknown)


def test_every_filter_is_loaded_where_it_stands():
    """Within a component's attribute a filter that nobody loaded is no error: the page shows its source."""
    engine = engines["django"].engine
    everywhere = {each for library in engine.template_builtins for each in library.filters}
    missing = set()
    for path in TEMPLATES:
        loaded = re.findall(r"\{%\s*load\s+([^%]+?)\s*%\}", text(path))
        here = {
            each
            for line in loaded
            for library in line.partition(" from ")[2].split() or line.split()
            for each in engine.template_libraries[library].filters
        }
        places = re.findall(r"\{\{.*?\}\}|\{%.*?%\}", text(path))
        used = {
            each
            for place in places
            for each in re.findall(r"\|(\w+)", re.sub(r"'[^']*'|\"[^\"]*\"", "", place))
        }
        missing |= {f"{name(path)}: {each}" for each in used - everywhere - here}
    assert not missing, sorted(missing)


def test_a_choice_is_a_form_field_or_the_shared_component():
    assert [name(path) for path in TEMPLATES if "<select" in text(path) and path.name != "choose.html"] == []


def test_what_is_empty_never_sends_an_officer_to_a_shell():
    """The next step is said in an officer's words; commands are for the pages of those who run the machine."""
    theirs = {"setup_closed.html", "health.html"}
    told = [
        str(path)
        for path in TEMPLATES
        if path.name not in theirs
        and re.search(r"\b(?:nhipcau [a-z_]+|script/[a-z]+)\b", path.read_text("utf-8"))
    ]
    assert told == []


MOMENT = re.compile(r"""\|date:["'][^"']*(?:Y[^"']*H:i|d/m[^"']*H:i|H:i[^:"']*/Y)""")


def test_a_moment_is_written_one_way():
    """The hour first, then the day, by the filter ``moment``; a press list may leave the year out ("H:i d/m")."""
    assert counted(TEMPLATES, MOMENT.findall) == {}

"""What is reckoned once says what Django's own tags say: in each language, with each number, escaped or not."""

from __future__ import annotations

import pytest
from django.template import Context, Engine
from django.test import override_settings
from django.urls import NoReverseMatch, path, set_script_prefix
from django.utils import translation

LIBRARIES = ["django.templatetags.i18n"]
OURS = Engine(builtins=[*LIBRARIES, "nhipcau.kernel.templatetags.once"])
DJANGOS = Engine(builtins=LIBRARIES)

urlpatterns = [path("khac/", lambda request: None, name="only-here")]


class Odd:
    """Something that is written anew each time."""

    def __init__(self) -> None:
        self.number = 0

    def __str__(self) -> str:
        self.number += 1
        return f"Thông báo {self.number}"


@pytest.mark.parametrize(
    "template",
    [
        '{% translate "Thông báo" %}',
        '{% translate "Thông báo" as words %}[{{ words }}]',
        '{% trans "Thông báo" %}',
        '{% translate "Thông báo" noop %}',
        '{% translate "Thông báo" context "khác" %}',
        '{% translate "Thông báo"|upper %}',
        '{% translate "100%" %}',
        "{% translate '“a” & <b>' %}",
        "{% translate words %}",
        "{% translate words as said %}{{ said }}",
        '{% autoescape off %}{% translate "a & b" %}{{ words }}{% endautoescape %}{% translate "a & b" %}',
        "{% url 'kernel:notices' %}",
        "{% url 'kernel:read_notice' 7 %}",
        "{% url 'kernel:read_notice' pk=7 %}",
        "{% url 'kernel:read_notice' pk as here %}[{{ here }}]",
        "{% url 'kernel:no_such_page' as here %}[{{ here }}]",
        "{% url page %}",
        "{% for one in keys %}{% url 'kernel:read_notice' one %} {% endfor %}",
        "{% url 'office:sent' 'ban-ky' 3 %}",
    ],
)
def test_it_says_what_djangos_own_tags_say_in_both_languages_again_and_again(template):
    ours, djangos = OURS.from_string(template), DJANGOS.from_string(template)
    for language in ("vi", "en", "vi", "en"):
        for pk in (1, 2, 1):
            values = {
                "words": "Thông báo",
                "number": 3,
                "pk": pk,
                "keys": [1, "1", 2],
                "page": "kernel:notices",
            }
            with translation.override(language):
                assert ours.render(Context(dict(values))) == djangos.render(Context(dict(values)))


def test_a_variable_is_asked_each_time():
    template = OURS.from_string("{% translate words %}")
    said = Odd()
    assert [template.render(Context({"words": str(said)})) for _ in range(2)] == [
        "Thông báo 1",
        "Thông báo 2",
    ]


@pytest.mark.parametrize("value", [True, None, 1.0, ""])
def test_what_is_no_plain_number_or_word_is_refused_as_django_refuses_it(value):
    template = "{% url 'kernel:read_notice' value %}"
    OURS.from_string("{% url 'kernel:read_notice' 1 %}").render(Context())
    for engine in (OURS, DJANGOS):
        with pytest.raises(NoReverseMatch):
            engine.from_string(template).render(Context({"value": value}))


def test_another_list_of_addresses_and_another_prefix_are_seen():
    template = OURS.from_string("{% url 'only-here' as here %}{{ here }}")
    assert template.render(Context()) == ""
    with override_settings(ROOT_URLCONF=__name__):
        assert template.render(Context()) == "/khac/"
    assert template.render(Context()) == ""
    page = OURS.from_string("{% url 'kernel:notices' %}")
    before = page.render(Context())
    set_script_prefix("/nhip-cau/")
    try:
        assert page.render(Context()) == f"/nhip-cau{before}"
    finally:
        set_script_prefix("/")
    assert page.render(Context()) == before

"""What an editor of the demonstration writes of each text (``data/summaries.toml``), found by the text's title."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from nhipcau.demo.web.world import WORLD, DemoArticle, load_abroad


@dataclass(frozen=True, slots=True)
class Edited:
    """An editor's words for one text.

    title: in Vietnamese, "" where the text's own title is.  sensitive: the summary once the story has become
    sensitive, "" where it is the same.  proposal: the handling proposed then.
    """

    words: str
    title: str = ""
    sensitive: str = ""
    proposal: str = ""

    def summary(self, is_sensitive: bool) -> str:
        return (is_sensitive and self.sensitive) or self.words


def told() -> tuple[DemoArticle, ...]:
    """The made-up texts that may lead an item of a digest: of the province, or come for a subject watch."""
    here = (one for one in WORLD.articles if one.relevance != "none" and not one.copy_of)
    return (*here, *load_abroad())


@lru_cache(maxsize=1)
def by_title() -> dict[str, Edited]:
    """Title of a text → what the editor writes of it."""
    path = resources.files(__package__) / "data" / "summaries.toml"
    rows = {key: Edited(**row) for key, row in tomllib.loads(path.read_text(encoding="utf-8")).items()}
    return {article.title: rows[article.id] for article in told()}

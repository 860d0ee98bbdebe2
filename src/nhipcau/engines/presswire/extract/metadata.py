from .structured import Structured, plain
from .features import Clues

def clues_of(told: Structured) -> Clues:
    """What the judge wants to know of the metadata."""
    article = told.articles[0] if told.articles else {}
    title = told.meta.get("og:title") or plain(article.get("headline")) or told.title_tag
    description = told.meta.get("og:description") or told.meta.get("description") or plain(article.get("description"))
    body = max((plain(item.get("articleBody")) for item in told.articles), key=len, default="")
    return Clues(title, description, body)
class Metadata: pass
metadata_of=None

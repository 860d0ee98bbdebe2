"""Makes feeds that are broken in the ways that real ones are; every text here is made up."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from html import escape

TITLES = [
    "Mùa hoa dã quỳ về trên cao nguyên", "Cà phê Gia Nghĩa được giá", "Hội nghị <em>xúc tiến</em> đầu tư", "Rau & hoa",
    "Đường mới: 5 < 7 km", "\"Ngày hội\" cồng chiêng", "Giá tiêu tăng 3%", "Récolte du café", "Größe und Höhe",
    "Người M'Nông giữ rừng", "Ừ, thế à?", "El café de la montaña", "AT&T opens an office", "Tin 24h: mưa to",
]  # fmt: skip


@dataclass(frozen=True)
class Made:
    """A made feed and what is wrong with it."""

    raw: bytes
    breakages: frozenset[str]


def _date(rng: random.Random, moment: datetime) -> str:
    zone = timezone(timedelta(hours=rng.choice([0, 7, -5, 1, 9])))
    local = moment.astimezone(zone)
    style = rng.choice(
        ["rfc", "rfc", "rfc wrong day", "iso", "iso z", "iso naive", "two digits", "gmt", "no day", "bad"]
    )
    match style:
        case "rfc":
            return format_datetime(local)
        case "rfc wrong day":
            return "Sun" + format_datetime(local)[3:]
        case "iso":
            return local.isoformat()
        case "iso z":
            return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
        case "iso naive":
            return moment.strftime("%Y-%m-%dT%H:%M:%S")
        case "two digits":
            return moment.strftime("%a, %d %b %y %H:%M:%S GMT")
        case "gmt":
            return moment.strftime("%a, %d %b %Y %H:%M:%S GMT")
        case "no day":
            return moment.strftime("%d %b %Y %H:%M:%S +0000")
        case _:
            return rng.choice(
                ["hôm nay", "", "Mon, 31 Feb 2025 10:00:00 GMT", "2025-13-40", "0000-00-00 00:00:00"]
            )


def _text(rng: random.Random, text: str, broken: set[str]) -> str:
    style = rng.choice(["escape", "escape", "cdata", "double"])
    if style == "cdata":
        return f"<![CDATA[{escape(text)}]]>"
    if style == "double":
        return escape(escape(text))
    out = escape(escape(text)) if "<" in text else escape(text)
    if rng.random() < 0.1:
        broken.add("entity")
        out += " &nbsp;&hellip;"
    return out


def make(seed: int) -> Made:
    """One feed, always the same for a seed."""
    rng = random.Random(seed)
    broken: set[str] = set()
    atom = rng.random() < 0.35
    moment = datetime(2025, 5, 12, 7, 0, tzinfo=UTC)
    entries = []
    for number in range(rng.randint(1, 8)):
        moment += timedelta(minutes=rng.randint(1, 900))
        title = _text(rng, rng.choice(TITLES), broken)
        body = _text(rng, f"<p>{rng.choice(TITLES)}</p>", broken)
        link = f"https://bao{seed % 7}.example/tin-{number}.html?a=1&amp;b={number}"
        date = _date(rng, moment)
        if atom:
            entries.append(
                f"<entry><title type='html'>{title}</title><link rel='alternate' href='{link}'/><id>tag:{seed}:{number}</id>"
                f"<published>{date}</published><updated>{moment.strftime('%Y-%m-%dT%H:%M:%SZ')}</updated>"
                f"<author><name>Người viết {number}</name></author><summary type='html'>{body}</summary></entry>"
            )
        else:
            creator = f"<dc:creator>Người viết {number}</dc:creator>" if rng.random() < 0.5 else ""
            guid = f"<guid isPermaLink='false'>g-{seed}-{number}</guid>" if rng.random() < 0.7 else ""
            entries.append(
                f"<item><title>{title}</title><link>{link}</link>{guid}<description>{body}</description>"
                f"<pubDate>{date}</pubDate>{creator}</item>"
            )
    declared, charset = "utf-8", "utf-8"
    roll = rng.random()
    if roll < 0.15:
        broken.add("declared latin, is utf-8")
        declared = rng.choice(["iso-8859-1", "windows-1252", "us-ascii"])
    elif roll < 0.25:
        declared = charset = "utf-16"
    elif roll < 0.3:
        declared = "made-up-charset"
        broken.add("unknown charset")
    spaces = "" if rng.random() < 0.15 else " xmlns:dc='http://purl.org/dc/elements/1.1/'"
    if not spaces:
        broken.add("prefix")
    if atom:
        head = f"<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='vi'{spaces}><title>Báo {seed}</title>"
        tail = "</feed>"
    else:
        head = (
            f"<rss version='2.0'{spaces}><channel><title>Báo {seed}</title><link>https://bao.example/</link>"
        )
        tail = "</channel></rss>"
    declaration = f"<?xml version='1.0' encoding='{declared}'?>" if rng.random() < 0.85 else ""
    text = declaration + head + "".join(entries) + tail
    roll = rng.random()
    if roll < 0.12:
        broken.add("junk before")
        text = rng.choice(["\n\n  ", "Warning: mysql in line 3<br />\n", "<!-- x -->\n"]) + text
    elif roll < 0.2:
        broken.add("junk after")
        text += rng.choice(["\n<script>x()</script>", "\n\n", "garbage"])
    elif roll < 0.26:
        broken.add("cut")
        text = text[: int(len(text) * 0.8)]
    if rng.random() < 0.08:
        broken.add("control")
        text = text.replace("Người", "Ng\x0bười")
    if rng.random() < 0.1:
        broken.add("ampersand")
        text = text.replace("&amp;b=", "&b=")
    raw = text.encode(charset)
    if charset == "utf-8" and rng.random() < 0.1:
        raw = b"\xef\xbb\xbf" + raw
    return Made(raw, frozenset(broken))

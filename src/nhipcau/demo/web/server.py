"""Serve the demo world on loopback: each outlet on a port of its own, an index that lists them all.

``nhipcau press demo-world [--port 8800] [--day 2025-05-12] [--no-hostile]``
"""

from __future__ import annotations

import argparse
import hashlib
import json
import signal
import socket
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from nhipcau.demo.web import hostile, render
from nhipcau.demo.web.render import Served
from nhipcau.demo.web.world import VIETNAM, WORLD, DemoArticle, Outlet

LOOPBACK = "127.0.0.1"
_IN_FEED = 30
_IN_SITEMAP_DAYS = 2


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up on a hostile outlet is doing right."""


@dataclass(slots=True)
class DemoServer:
    """A running demo world.

    index: address of the list of outlets (and ``/truth.json``, ``/clock?at=ISO``).
    addresses: outlet slug → its address.  until: articles after it are not out yet; None shows all.
    """

    day: date
    until: datetime | None = None
    index: str = ""
    addresses: dict[str, str] = field(default_factory=dict)
    _servers: list[_Server] = field(default_factory=list)

    def visible(self, slug: str) -> list[DemoArticle]:
        """An outlet's articles that are out, newest first."""
        out = [a for a in WORLD.of(slug) if self.until is None or a.published(self.day) <= self.until]
        return out[::-1]

    def close(self) -> None:
        for server in self._servers:
            server.shutdown()
            server.server_close()

    def __enter__(self) -> DemoServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def serve(port: int = 0, *, day: date | None = None, with_hostile: bool = True) -> DemoServer:
    """Start the demo world in threads of this process and return at once.

    port: of the index; the outlets take the ports after it.  0: any free ports.
    day: the day shown (today if None).
    Raises OSError if a port is taken.
    """
    world = DemoServer(day or datetime.now(VIETNAM).date())
    slugs = [outlet.slug for outlet in WORLD.outlets] + (list(hostile.HOSTILE) if with_hostile else [])
    try:
        world.index = _start(world, "", port)
        for number, slug in enumerate(slugs, 1):
            world.addresses[slug] = _start(world, slug, port + number if port else 0)
    except OSError:
        world.close()
        raise
    return world


def _start(world: DemoServer, slug: str, port: int) -> str:
    handler = type("Handler", (_Handler,), {"world": world, "slug": slug})
    server = _Server((LOOPBACK, port), handler)
    world._servers.append(server)
    threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True, name=f"demo-{slug}"
    ).start()
    return f"http://{LOOPBACK}:{server.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "DemoWorld"
    timeout = 30
    world: DemoServer
    slug: str

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: the demo runs beside tests."""

    def do_GET(self) -> None:
        with suppress(ConnectionError, socket.timeout):
            path = urlsplit(self.path).path
            if not self.slug:
                self._index(path)
            elif path == "/robots.txt":
                self._robots()
            elif self.slug in hostile.HOSTILE:
                self._hostile(path)
            else:
                self._outlet(path)

    do_HEAD = do_GET

    @property
    def root(self) -> str:
        return self.world.addresses.get(self.slug) or f"http://{LOOPBACK}:{self.server.server_address[1]}"  # type: ignore[index]

    def _index(self, path: str) -> None:
        if path == "/truth.json":
            document = {
                "day": self.world.day.isoformat(),
                "outlets": self.world.addresses,
                "articles": WORLD.truth(self.world.day, self.world.addresses),
            }
            self._send(
                Served(json.dumps(document, ensure_ascii=False, indent=1).encode(), "application/json")
            )
        elif path == "/clock":
            self._set_clock(parse_qs(urlsplit(self.path).query).get("at", [""])[0])
        elif path == "/":
            rows = "".join(
                f'<li><a href="{address}/">{slug}</a></li>' for slug, address in self.world.addresses.items()
            )
            self._send(
                Served(
                    f"<!DOCTYPE html><meta charset=utf-8><title>Demo world</title><ul>{rows}</ul>".encode(),
                    "text/html",
                )
            )
        else:
            self._missing()

    def _set_clock(self, text: str) -> None:
        """Move the world's time: what comes later is not out yet.  Empty: everything is out."""
        try:
            moment = datetime.fromisoformat(text) if text else None
        except ValueError:
            self._send(Served(b"at=YYYY-MM-DDTHH:MM", "text/plain"), status=400)
            return
        self.world.until = moment.replace(tzinfo=moment.tzinfo or VIETNAM) if moment else None
        self._send(Served(str(self.world.until).encode(), "text/plain"))

    def _robots(self) -> None:
        outlet = next((o for o in WORLD.outlets if o.slug == self.slug), None)
        text = "User-agent: *\nDisallow: /quan-tri/\n"
        if outlet and outlet.sitemap:
            text += f"Sitemap: {self.root}/news-sitemap.xml\n"
        self._send(Served(text.encode(), "text/plain"))

    def _outlet(self, path: str) -> None:
        outlet = next(o for o in WORLD.outlets if o.slug == self.slug)
        articles = self.world.visible(self.slug)
        served = self._page(outlet, articles, path)
        if served is None:
            self._missing()
        else:
            self._send(served, conditional=True)

    def _page(self, outlet: Outlet, articles: list[DemoArticle], path: str) -> Served | None:
        day, root = self.world.day, self.root
        if path == "/":
            return render.section_page(outlet, articles[:_IN_FEED], root)
        if outlet.feed and path == render.feed_path(outlet):
            return render.feed(outlet, articles[:_IN_FEED], root, day)
        if outlet.sitemap and path == "/news-sitemap.xml":
            fresh = [a for a in articles if a.day >= 10 - _IN_SITEMAP_DAYS] or articles[:5]
            return render.news_sitemap(outlet, fresh, root, day)
        sections = [a for a in articles if path.strip("/") == a.section]
        if sections:
            return render.section_page(outlet, sections, root)
        for article in articles:
            if article.path == path:
                others = [other for other in articles if other is not article]
                return render.article_page(article, others, root, day)
        return None

    def _hostile(self, path: str) -> None:
        nasty = hostile.answer(self.slug, path, self.root)
        if nasty is None:
            self._missing()
            return
        given = dict(nasty.headers)
        self.send_response_only(nasty.status)
        self.send_header("Date", given.pop("Date", self.date_time_string()))
        for name, value in given.items():
            self.send_header(name, value)
        if nasty.length is not None:
            self.send_header("Content-Length", str(nasty.length))
        else:
            self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = nasty.length is None
        for chunk in nasty.chunks():
            self.wfile.write(chunk)
            self.wfile.flush()

    def _missing(self) -> None:
        self._send(Served(b"not here", "text/plain"), status=404)

    def _send(self, served: Served, *, status: int = 200, conditional: bool = False) -> None:
        etag = f'"{hashlib.blake2b(served.body, digest_size=8).hexdigest()}"'
        if conditional and self.headers.get("If-None-Match") == etag:
            self.send_response(304)
            self.send_header("ETag", etag)
            self.end_headers()
            return
        self.send_response(status)
        self.send_header("Content-Type", served.content_type)
        self.send_header("Content-Length", str(len(served.body)))
        if conditional:
            self.send_header("ETag", etag)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(served.body)


def main(argv: list[str]) -> int:
    """The command ``nhipcau press demo-world``; runs until interrupted."""
    parser = argparse.ArgumentParser(
        prog="nhipcau press demo-world", description="Chạy thế giới báo chí mẫu trên máy này."
    )
    parser.add_argument(
        "--port", type=int, default=8800, help="cổng của trang liệt kê; các báo mẫu dùng các cổng kế tiếp"
    )
    parser.add_argument(
        "--day",
        type=date.fromisoformat,
        default=None,
        help="ngày hiển thị, dạng 2025-05-12 (mặc định: hôm nay)",
    )
    parser.add_argument("--no-hostile", action="store_true", help="không chạy các trang phá hoại")
    options = parser.parse_args(argv)
    try:
        world = serve(options.port, day=options.day, with_hostile=not options.no_hostile)
    except OSError as error:
        print(
            f"Không mở được cổng từ {options.port} trở đi ({error.strerror}). Hãy chọn cổng khác bằng --port."
        )
        return 1
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    print(
        f"Thế giới báo chí mẫu, ngày {world.day:%d/%m/%Y}: {world.index}/ (sự thật: {world.index}/truth.json)",
        flush=True,
    )
    for slug, address in world.addresses.items():
        print(f"  {address}/  {slug}", flush=True)
    stop.wait()
    world.close()
    return 0

"""``nhipcau nginx``: the piece of configuration is one that nginx takes, and does in front of the house what it should."""

from __future__ import annotations

import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from nhipcau.config import cli
from nhipcau.ops import front

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def made(**different) -> str:
    given = {
        "base_url": "https://nhipcau.example.org",
        "bind": "127.0.0.1:8000",
        "upload_mb": 50,
        "proxies": 1,
        "certificate": "/etc/ssl/c.pem",
        "key": "/etc/ssl/k.pem",
    }
    return front.piece(front.Front(**given | different))


def test_it_follows_the_settings(monkeypatch, capsys):
    monkeypatch.setenv("NHIPCAU_BASE_URL", "https://doi-ngoai.example.org")
    monkeypatch.setenv("NHIPCAU_BIND", "0.0.0.0:8100")
    monkeypatch.setenv("NHIPCAU_MAX_UPLOAD_MB", "20")
    assert cli.main(["nginx", "--certificate", "/a/c.pem", "--key", "/a/k.pem"]) == 0
    piece = capsys.readouterr().out
    for line in (
        "server_name doi-ngoai.example.org;",
        "listen 443 ssl;",
        "return 301 https://doi-ngoai.example.org$request_uri;",
        "proxy_pass http://127.0.0.1:8100;",
        "client_max_body_size 80m;",
        "proxy_set_header X-Forwarded-Proto $scheme;",
        "ssl_certificate /a/c.pem;",
        "ssl_certificate_key /a/k.pem;",
    ):
        assert line in piece, line


def test_without_an_https_address_it_says_which_setting_is_missing(monkeypatch, capsys):
    monkeypatch.delenv("NHIPCAU_BASE_URL", raising=False)
    assert cli.main(["nginx"]) == 1
    told = capsys.readouterr()
    assert not told.out and "NHIPCAU_BASE_URL" in told.err
    monkeypatch.setenv("NHIPCAU_BASE_URL", "https://a.example.org")
    monkeypatch.setenv("NHIPCAU_MAX_UPLOAD_MB", "nhiều")
    assert cli.main(["nginx"]) == 1 and "NHIPCAU_MAX_UPLOAD_MB" in capsys.readouterr().err


def test_of_several_proxies_the_innermost_passes_on_how_the_browser_came():
    assert "X-Forwarded-Proto $http_x_forwarded_proto;" in made(proxies=2)
    assert "listen 8443 ssl;" in made(base_url="https://a.example.org:8443")
    assert "proxy_pass http://[::1]:8000;" in made(bind="[::]:8000")


def test_no_word_is_longer_than_nginx_reads_nor_ends_early():
    for page in re.findall(r"return \d+ '(.*)';", made()):
        assert len(page.encode()) < front.LONGEST_PIECE and "'" not in page and "$" not in page


class Behind(BaseHTTPRequestHandler):
    """In the house's place: says what it was told."""

    def do_GET(self):
        told = " | ".join(
            str(self.headers[name]) for name in ("Host", "X-Forwarded-Proto", "X-Forwarded-For")
        ).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, *args):
        pass


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def certificate(folder) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    (folder / "c.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    (folder / "k.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )


@pytest.mark.skipif(not NGINX, reason="nginx is not on this machine")
def test_nginx_takes_it_tells_how_the_browser_came_and_says_in_words_that_the_house_is_away(tmp_path):
    certificate(tmp_path)
    house = ThreadingHTTPServer(("127.0.0.1", 0), Behind)
    threading.Thread(target=house.serve_forever, daemon=True).start()
    port = free_port()
    piece = made(
        base_url=f"https://localhost:{port}",
        bind=f"127.0.0.1:{house.server_port}",
        upload_mb=1,
        certificate=str(tmp_path / "c.pem"),
        key=str(tmp_path / "k.pem"),
    ).replace(f"listen {port} ssl", f"listen 127.0.0.1:{port} ssl")
    temporary = "".join(
        f"{one}_temp_path {tmp_path}/{one};\n" for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid;\nerror_log {tmp_path}/error.log;\ndaemon off;\nmaster_process off;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{temporary}{piece}}}\n",
        encoding="utf-8",
    )
    running = subprocess.Popen([str(NGINX), "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")])
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE

    def ask(body: bytes | None = None, path: str = "/", cookie: str = "") -> tuple[int, str]:
        asked = urllib.request.Request(
            f"https://localhost:{port}{path}",
            data=body,
            headers={"X-Forwarded-Proto": "http", "X-Forwarded-For": "9.9.9.9", "Cookie": cookie},
        )
        try:
            with urllib.request.urlopen(asked, context=trusting, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()

    try:
        end = time.monotonic() + 20
        while time.monotonic() < end and running.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.05)
        # What a visitor says of the way is not believed; the own address stands last.
        assert ask() == (200, f"localhost:{port} | https | 9.9.9.9, 127.0.0.1")
        house.shutdown()
        house.server_close()
        status, words = ask()
        assert status == 502 and "Hệ thống tạm ngừng" in words and "The system is away" in words
        status, words = ask(b"a" * (front.ROOM_FOR_TELLING * 1024 * 1024 + 1))
        assert status == 413 and "quá lớn" in words
        for told in (ask(path="/?q=" + "a" * 9_000), ask(cookie="a=" + "b" * 9_000)):
            assert told[0] in {400, 414} and "Địa chỉ quá dài" in told[1] and "too long" in told[1]
    finally:
        running.terminate()
        running.wait(timeout=20)

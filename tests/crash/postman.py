"""A mail server that keeps the Message-ID of every letter it took; slow, so that kills find letters on their way.

As a program: python postman.py FILE prints its port and writes each name into the file, a line each.
"""

from __future__ import annotations

import os
import re
import socketserver
import sys
import threading
import time


class Postman(socketserver.StreamRequestHandler):
    """As much of SMTP (RFC 5321) as a letter needs."""

    def handle(self) -> None:
        self.say("220 ready")
        while line := self.rfile.readline():
            match line[:4].upper():
                case b"EHLO" | b"HELO" | b"MAIL" | b"RCPT" | b"RSET" | b"NOOP":
                    self.say("250 ok")
                case b"DATA":
                    self.say("354 go on")
                    self.take_letter()
                case b"QUIT":
                    self.say("221 bye")
                    return
                case _:
                    self.say("500 what?")

    def take_letter(self) -> None:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return  # broken off: a letter without its end was never taken
            lines.append(line)
        time.sleep(self.server.slow[0])
        found = re.search(rb"(?im)^message-id:\s*(\S+)", b"".join(lines))
        self.server.take(found.group(1).decode())
        time.sleep(self.server.slow[1])
        self.say("250 taken")

    def say(self, words: str) -> None:
        try:
            self.wfile.write(f"{words}\r\n".encode())
        except OSError:
            return  # the other end was killed


class MailOffice(socketserver.ThreadingTCPServer):
    """The server; ``taken`` holds the Message-ID of every letter it took, a file holds them too where given."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, file: str = "", slow: tuple[float, float] = (0.03, 0.05)) -> None:
        super().__init__(("127.0.0.1", 0), Postman)
        self.taken: list[str] = []
        self.slow = slow  # seconds before a letter is taken, and from there to the answer
        self._file = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600) if file else None

    def take(self, name: str) -> None:
        self.taken.append(name)
        if self._file is not None:
            os.write(self._file, f"{name}\n".encode())

    def handle_error(self, request, client_address) -> None:
        """A sender that was killed is what the tests are about."""


def main(file: str) -> None:
    server = MailOffice(file, slow=(0.01, 0.02))
    print(server.server_address[1], flush=True)
    threading.Thread(target=_end_with, args=(server,), daemon=True).start()
    server.serve_forever()


def _end_with(server: MailOffice) -> None:
    """Whoever started this holds its input; its end, however it comes, is the end of this."""
    sys.stdin.read()
    server.shutdown()


if __name__ == "__main__":
    main(sys.argv[1])

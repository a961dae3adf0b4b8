"""The web server as `make run` starts it, for what only a real connection shows; no database."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from casework.embedded_ground import PROJECT
from casework.trial import SERVER

PATIENCE = 30  # seconds for the first answer
_FIRST = (
    b"GET /static/casework/favicon.svg HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
)


@contextmanager
def served(log: Path) -> Iterator[int]:
    """The port; what the server says goes to the file."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "casework.settings",
        "CASEWORK_TRIAL": "1",
        "CASEWORK_SECRET_KEY": "only-for-the-tests-" * 4,
        "CASEWORK_ALLOWED_HOSTS": "127.0.0.1",
    }
    with socket.create_server(("127.0.0.1", 0)) as listening, log.open("wb") as said:
        port = listening.getsockname()[1]
        server = subprocess.Popen(
            [sys.executable, "-m", *SERVER, "--bind", f"fd://{listening.fileno()}"],
            cwd=PROJECT, env=environment, pass_fds=[listening.fileno()], stdout=said, stderr=said,
        )  # fmt: skip
        try:
            assert exchange(port, _FIRST, PATIENCE).startswith(b"HTTP/1.1 200")
            yield port
        finally:
            server.terminate()
            server.wait()


def exchange(port: int, request: bytes, patience: float = 5) -> bytes:
    """Everything that comes back on a connection of its own before it closes or falls silent."""
    answer = b""
    with socket.create_connection(("127.0.0.1", port), timeout=patience) as connection:
        connection.sendall(request)
        until = time.monotonic() + patience
        while time.monotonic() < until:
            try:
                piece = connection.recv(65536)
            except TimeoutError:
                break
            if not piece:
                break
            answer += piece
    return answer

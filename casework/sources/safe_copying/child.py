"""The process that makes one safe copy: limits itself, reads a file, answers, ends.

Started by safe_copies.py as a script of its own, so nothing here may import anything of the
project outside this folder. On standard input: one line of JSON, then the file. On standard
output: one line of JSON, then the copy. It can write nothing and open nothing, no file and no
connection.
"""

import contextlib
import importlib
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
refused = importlib.import_module("refused")


def _limit(memory_bytes: int, seconds: int) -> None:
    """Bounds memory, processor time, files written, core dumps and open files."""
    try:
        import resource
    except ImportError:
        return
    for limit, value in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 3),  # the three that are open: no other file, no connection
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (value, value))


def _answer(job: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    """What to tell, and the copy; empty where there is none."""
    maker = importlib.import_module("bare_pdf" if job["kind"] == "pdf" else "bare_image")
    _limit(job["memory_bytes"], job["seconds"])
    try:
        copy = maker.copied(job["kind"], content, job["most_pixels"])
    except refused.Refused as why:
        return {"refused": str(why)}, b""
    except MemoryError:
        return {"refused": "memory"}, b""
    except Exception:  # whatever a parser makes of a broken file; its words may quote the file
        return {"refused": "broken"}, b""
    return {"refused": "", "size": len(copy)}, copy


def main() -> None:
    """Reads the job and the file, answers."""
    job = json.loads(sys.stdin.buffer.readline())
    told, copy = _answer(job, sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(told).encode("ascii") + b"\n" + copy)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()

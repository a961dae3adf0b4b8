"""The process that sets one PDF with typst: limits itself, reads a job, answers, ends.

Started by `render.py` as a script of its own, so it must import nothing of this project. The job
is one JSON object on standard input; the answer is one line of JSON on standard output, followed
by the bytes of the PDF if there is one. Nothing is written to disk.
"""

import contextlib
import json
import sys
from typing import Any


def _limit(memory_bytes: int, seconds: int) -> None:
    """Bounds memory, processor time, files written and core dumps, where the system can."""
    try:
        import resource
    except ImportError:
        return
    for limit, value in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (value, value))


def _built(job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The answer and the PDF; an empty PDF with typst's own words when it refused."""
    import typst

    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=job["fonts"]
    )
    try:
        content = typst.compile(
            job["template"],
            root=job["root"],
            font_paths=fonts,
            sys_inputs={"data": job["data"]},
            pdf_standards=job["standards"],
            timestamp=job["timestamp"],
        )
    except typst.TypstError as refused:
        return {"built": False, "refusal": refused.diagnostic or refused.message}, b""
    return {"built": True, "size": len(content)}, content


def main() -> None:
    """Reads the job, answers it."""
    job = json.load(sys.stdin.buffer)
    _limit(job["memory_bytes"], job["seconds"])
    answer, content = _built(job)
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii") + b"\n" + content)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()

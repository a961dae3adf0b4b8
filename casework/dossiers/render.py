"""A dossier drawn as PDF. Nothing is decided, looked up or left out here.

typst does the setting in a child process with limits on time and memory, so that a failure or a
kill there never harms the server and never leaves half a file. The template gets the words as
data: nothing written in a case is ever read as markup.
"""

import json
import os
import re
import subprocess
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from casework.dossiers.document import Dossier, content_hash

HERE = Path(__file__).resolve().parent
TEMPLATE_ROOT = HERE / "typst"
CHILD = HERE / "typst_child.py"
STANDARDS = ("a-2a", "ua-1")
SECONDS = 60
MEMORY_BYTES = 3 * 1024**3

# Folders of fonts inside installed packages. The template names the families it uses and no other:
# Noto Sans Arabic lies in one of them too, but text set in it is garbled when copied.
FONT_FOLDERS = {
    "fontpkg_amiri": "files",
    "manimgx_fonts": ".",
    "manimgx_fonts_cjk": ".",
}

# Control characters, marks that reverse the reading order, noncharacters, private use, surrogates.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufff9-\uffff"
    "\ue000-\uf8ff\ud800-\udfff\U000e0000-\U0010ffff]"
)
UNSEEN = re.compile("[\u2060\ufeff]")
REFUSED_TEXT = re.compile(r'the text `"(.+?)"` could not be displayed')


class RenderProblem(Exception):
    """The PDF could not be made. The message says what happened and what to do next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A finished file; `standards` it claims, `warnings` a person must read before releasing."""

    content: bytes
    media_type: str
    file_name: str
    standards: tuple[str, ...]
    warnings: tuple[str, ...]


def pdf(dossier: Dossier) -> Rendered:
    """The dossier as a tagged PDF that claims PDF/A-2a and PDF/UA-1; same content, same bytes.

    Where typst refuses the standards (a character that no installed font has), the file is made
    without them and says so, on its first page and in `warnings`. Raises RenderProblem.
    """
    standards, warnings = STANDARDS, ()
    answer, content = _set(dossier, standards, warnings)
    if not answer["built"]:
        standards, warnings = (), (_warning(answer["refusal"]),)
        answer, content = _set(dossier, standards, warnings)
    if not answer["built"]:
        raise RenderProblem(
            _("The PDF could not be set. Report this to the maintainers: %(words)s")
            % {"words": answer["refusal"]}
        )
    return Rendered(
        content=content,
        media_type="application/pdf",
        file_name=_file_name(dossier),
        standards=standards,
        warnings=warnings,
    )


def _set(
    dossier: Dossier, standards: tuple[str, ...], warnings: tuple[str, ...]
) -> tuple[dict[str, Any], bytes]:
    """The child's answer and its PDF, whole or not at all."""
    day = date.fromisoformat(dossier.edition.dated)
    values = asdict(dossier)
    values["notices"] = [*dossier.notices, *warnings]
    values["content_hash"] = content_hash(dossier)
    values["day"] = [day.year, day.month, day.day]
    job = {
        "template": str(TEMPLATE_ROOT / "dossier.typ"),
        "root": str(TEMPLATE_ROOT),
        "fonts": _fonts(),
        "data": json.dumps(_printable(values), ensure_ascii=False),
        "standards": list(standards),
        "timestamp": int(datetime.combine(day, time(12), UTC).timestamp()),
        "memory_bytes": MEMORY_BYTES,
        "seconds": SECONDS,
    }
    return _run(json.dumps(job).encode("ascii"))


def _run(job: bytes) -> tuple[dict[str, Any], bytes]:
    """Runs the child on a job; raises RenderProblem when it does not answer in full."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(CHILD)],
            input=job,
            capture_output=True,
            timeout=SECONDS,
            env=_environment(),
            cwd=TEMPLATE_ROOT,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise RenderProblem(
            _(
                "Setting the PDF took longer than %(seconds)s seconds and was stopped. No file "
                "was made. Leave out some entries, or try again when the server is less busy."
            )
            % {"seconds": SECONDS}
        ) from late
    except OSError as missing:
        raise RenderProblem(
            _("The PDF could not be started: %(words)s. Check that the server may start Python.")
            % {"words": missing}
        ) from missing
    head, _newline, content = done.stdout.partition(b"\n")
    if done.returncode == 0 and head.startswith(b"{"):
        answer: dict[str, Any] = json.loads(head)
        if not answer["built"] or answer["size"] == len(content):
            return answer, content
    raise RenderProblem(
        _(
            "Setting the PDF was broken off (%(state)s). No file was made. Try again; if it "
            "happens again, leave out some entries, or give the server more memory."
        )
        % {"state": _end(done)}
    )


def _end(done: "subprocess.CompletedProcess[bytes]") -> str:
    """How the child ended, in a few words for the person who looks after the server."""
    if done.returncode < 0:
        return _("signal %(number)s") % {"number": -done.returncode}
    last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
    return " ".join([_("exit code %(number)s") % {"number": done.returncode}, *last])


def _environment() -> dict[str, str]:
    """What the child may know of ours: no secrets. Few threads, so that memory stays bounded."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return kept | {"LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "2", "RAYON_NUM_THREADS": "2"}


def _fonts() -> list[str]:
    """The folders of the font packages; raises RenderProblem when one is not installed."""
    folders = []
    for package, folder in FONT_FOLDERS.items():
        found = find_spec(package)
        if found is None or found.origin is None:
            raise RenderProblem(
                _("The fonts of the package %(package)s are missing. Install requirements.txt.")
                % {"package": package}
            )
        folders.append(str(Path(found.origin).parent / folder))
    return folders


def _printable(value: Any) -> Any:
    """The plain values with unprintable characters written out («‹U+202E›») so that they show."""
    if isinstance(value, str):
        lines = UNSEEN.sub("", value.replace("\r\n", "\n"))
        return UNPRINTABLE.sub(lambda found: f"‹U+{ord(found.group()):04X}›", lines)
    if isinstance(value, dict):
        return {key: _printable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(inner) for inner in value]
    return value


def _warning(refusal: str) -> str:
    """The sentence that tells why the file does not claim the standards."""
    characters = sorted({letter for text in REFUSED_TEXT.findall(refusal) for letter in text})
    if not characters:
        return _(
            "This file does not claim PDF/A and PDF/UA: typst refused them. Its words: %(words)s"
        ) % {"words": refusal.splitlines()[0]}
    codes = ", ".join(f"U+{ord(letter):04X}" for letter in characters)
    return _(
        "No installed font has these characters: %(codes)s. They appear as empty boxes, and this "
        "file does not claim PDF/A and PDF/UA. Replace them, or install a font that has them."
    ) % {"codes": codes}


def _file_name(dossier: Dossier) -> str:
    """A file name that tells the reference and the day, nothing of the case."""
    reference = re.sub(r"[^A-Za-z0-9]+", "-", dossier.edition.document_id).strip("-") or "dossier"
    return f"{reference}-{dossier.edition.dated}.pdf"

"""What happens when the process that sets the PDF is slow, killed, starved or answers nonsense."""

from pathlib import Path

import pytest

from casework.dossiers import render
from tests.dossiers.samples import long, plain


@pytest.fixture
def child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for the child process, to be filled with a program."""
    program = tmp_path / "child.py"
    monkeypatch.setattr(render, "CHILD", program)
    return program


def test_a_killed_child_leaves_no_file_and_a_clear_sentence(child: Path) -> None:
    child.write_text(
        "import os, sys\n"
        'sys.stdout.buffer.write(b\'{"built": true, "size": 900}\\n%PDF-1.7 half\')\n'
        "sys.stdout.flush()\n"
        "os.kill(os.getpid(), 9)\n"
    )
    with pytest.raises(render.RenderProblem, match=r"broken off \(signal 9\)\. No file was made"):
        render.pdf(plain())


def test_a_half_file_is_never_handed_on(child: Path) -> None:
    child.write_text("print('{\"built\": true, \"size\": 900}'); print('%PDF-1.7 half')")
    with pytest.raises(render.RenderProblem, match="No file was made"):
        render.pdf(plain())


def test_an_answer_that_is_no_answer_is_a_clear_problem(child: Path) -> None:
    child.write_text("print('Segmentation fault')")
    with pytest.raises(render.RenderProblem, match="No file was made"):
        render.pdf(plain())


def test_a_child_that_takes_too_long_is_stopped(
    child: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render, "SECONDS", 1)
    child.write_text("import time; time.sleep(30)")
    with pytest.raises(render.RenderProblem, match="longer than 1 seconds"):
        render.pdf(plain())


def test_a_child_short_of_memory_is_a_clear_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "MEMORY_BYTES", 150 * 1024**2)
    with pytest.raises(render.RenderProblem, match="give the server more memory"):
        render.pdf(long(300))


def test_a_template_that_fails_is_reported_with_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dossier.typ").write_text('#panic("broken template")')
    monkeypatch.setattr(render, "TEMPLATE_ROOT", tmp_path)
    with pytest.raises(render.RenderProblem, match="broken template"):
        render.pdf(plain())


def test_a_missing_font_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "FONT_FOLDERS", {"no_such_fonts": "."})
    with pytest.raises(render.RenderProblem, match="no_such_fonts"):
        render.pdf(plain())


def test_the_child_gets_none_of_our_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEWORK_SECRET_KEY", "hidden")
    monkeypatch.setenv("DATABASE_URL", "postgres://hidden")
    assert "hidden" not in str(render._environment())

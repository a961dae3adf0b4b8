"""What `make` does first: it installs once, and says in one sentence what the machine lacks."""

import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from casework import set_up
from casework.access.sealing_keys import read_keys
from casework.trial import sealing_keys, secret_key


@pytest.fixture
def installs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A project whose environment works; lists the requirements that pip was asked to install."""
    (tmp_path / ".venv").mkdir()
    (tmp_path / "requirements.txt").write_text("one==1\n")
    (tmp_path / "requirements-dev.txt").write_text("-r requirements.txt\ntwo==2\n")
    monkeypatch.setattr(set_up, "PROJECT", tmp_path)
    monkeypatch.setattr(set_up, "ENVIRONMENT", tmp_path / ".venv")
    monkeypatch.setattr(set_up, "PYTHON", Path(sys.executable))
    asked: list[str] = []
    run = subprocess.run

    def instead(command: list[str], **options: object) -> "subprocess.CompletedProcess[str]":
        if "install" not in command:
            return run(command, **options)
        asked.append(command[-1])
        return subprocess.CompletedProcess(command, returncode=int("fails==1" in asked[-1]))

    monkeypatch.setattr(subprocess, "run", instead)
    return asked


def test_what_is_pinned_is_installed_once_and_again_when_it_changed(
    installs: list[str], tmp_path: Path
) -> None:
    for _ in range(2):
        assert set_up.main(["requirements.txt"]) == 0
    assert installs == ["requirements.txt"]
    (tmp_path / "requirements.txt").write_text("one==2\n")
    assert set_up.main(["requirements.txt"]) == 0
    assert installs == ["requirements.txt", "requirements.txt"]


def test_what_the_tests_need_includes_what_the_system_needs(
    installs: list[str], tmp_path: Path
) -> None:
    assert set_up.main(["requirements-dev.txt"]) == set_up.main(["requirements.txt"]) == 0
    assert installs == ["requirements-dev.txt"]
    (tmp_path / "requirements.txt").write_text("one==2\n")
    assert set_up.main(["requirements-dev.txt"]) == 0
    assert installs == ["requirements-dev.txt", "requirements-dev.txt"]


def test_a_failed_installation_is_explained_and_tried_again(
    installs: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "fails==1").write_text("")
    for _ in range(2):
        assert set_up.main(["fails==1"]) == 1
        assert "check the network" in capsys.readouterr().err
    assert installs == ["fails==1", "fails==1"]


def test_a_full_disk_is_said_before_anything_is_installed(
    installs: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Usage(NamedTuple):
        free: int = 10**6

    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage())
    assert set_up.main(["requirements.txt"]) == 1
    assert "has 1 MB left" in capsys.readouterr().err
    assert installs == []


def test_a_python_without_ensurepip_is_told_what_to_install(
    installs: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    assert set_up.main(["requirements.txt"]) == 1
    assert "apt-get install python3-venv" in capsys.readouterr().err
    assert installs == []


def test_a_port_in_use_is_said_first_and_a_free_one_is_named(
    installs: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert set_up.main(["requirements.txt", str(port)]) == 1
        said = capsys.readouterr().err
        assert f"Port {port} cannot be had" in said
        other = said.strip().rpartition("make run PORT=")[2]
        assert int(other) > port and set_up.port_problem(other) == ""
    assert installs == []
    assert set_up.port_problem(str(port)) == ""


@pytest.mark.parametrize("port", ["", "abc", "0", "65536", "-1", "８０００"])
def test_what_is_no_port_is_refused(port: str) -> None:
    assert "is no port" in set_up.port_problem(port)


def test_the_sealing_key_of_a_trial_is_made_once_and_never_replaced(tmp_path: Path) -> None:
    path = sealing_keys(tmp_path)
    made = path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
    assert [key.kid for key in read_keys(made)] == ["trial"]
    path.write_text("unreadable")
    assert sealing_keys(tmp_path).read_text() == "unreadable"


def test_the_secret_key_of_a_trial_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    key = secret_key(tmp_path)
    assert len(key) >= 50
    assert secret_key(tmp_path) == key
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600

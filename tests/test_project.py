"""The project as a whole: what is shipped, and what a stranger gets who installs it."""

import json
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest
from test_architecture import imports_of

import pipeline

pytestmark = pytest.mark.xdist_group("project")  # the wheel is built once

REPO = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = [line for line in (REPO / "requirements.lock").read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def distribution(requirement):
    """The name of a requirement's distribution, as an import would spell it."""
    return re.match(r"[A-Za-z0-9._-]+", requirement)[0].lower().replace("-", "_")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The distribution, built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(folder), str(REPO)]
    built = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert built.returncode == 0, built.stdout + built.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """A function that runs the command of the wheel, in an environment that holds it and what it depends on, but not this checkout."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    subprocess.run([sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-index", "--no-deps", wheel], check=True, timeout=300)
    packages = next((home / "lib").glob("python*/site-packages"))
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n" + sysconfig.get_path("platlib") + "\n")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

    def run(*words):
        command = [str(home / "bin" / "minutebook"), *map(str, words)]
        return subprocess.run(command, capture_output=True, text=True, timeout=300, cwd=home, env=environment)

    where = subprocess.run([python, "-c", "import pipeline; print(pipeline.__file__)"], capture_output=True, text=True, cwd=home, env=environment)
    assert where.stdout.startswith(str(packages)), where.stdout + where.stderr
    return run


def test_the_wheel_holds_the_package_the_sample_archive_and_the_models(wheel):
    """All of it, and neither tests nor anything that was made."""
    names = set(zipfile.ZipFile(wheel).namelist())
    for file in [*REPO.glob("corpus/*"), *REPO.glob("models/**/*")]:
        if file.is_file() and "__pycache__" not in file.parts:
            assert f"pipeline/_shipped/{file.relative_to(REPO)}" in names
    assert "pipeline/schema.sql" in names
    assert {f"pipeline/{file.name}" for file in REPO.glob("pipeline/*.py")} <= names
    pages = [file for pattern in ("*.py", "templates/*.html", "static/*.css") for file in (REPO / "pipeline/browse").glob(pattern)]
    assert pages
    assert {str(file.relative_to(REPO)) for file in pages} <= names
    assert {name.split("/")[0] for name in names} == {"pipeline", f"minutebook-{pipeline.__version__}.dist-info"}


def test_the_installed_command_tells_its_version(installed):
    """The one that the package states."""
    result = installed("--version")
    assert result.returncode == 0, result.stderr
    assert pipeline.__version__ in result.stdout


def test_the_installed_command_reads_the_sample_archive_that_came_with_it(installed, tmp_path):
    """From nothing but the wheel to a database that answers a question."""
    archive, database = tmp_path / "sample", tmp_path / "minutes.db"
    assert installed("sample", archive).returncode == 0
    assert sorted(file.name for file in archive.glob("*.pdf")) == sorted(file.name for file in REPO.glob("corpus/*.pdf"))
    result = installed("ingest", archive, database)
    assert result.returncode == 0, result.stderr
    status = json.loads(installed("status", database, "-f", "json").stdout)
    assert "13" in json.dumps(status)
    found = installed("search", database, "therapy")
    assert found.returncode == 0, found.stderr
    assert "herapy" in found.stdout


def test_every_library_that_the_package_imports_is_declared():
    """And every declared one is imported: a wheel in an empty environment must find all it needs, and no more."""
    extras = [requirement for extra, wanted in PROJECT["optional-dependencies"].items() if extra != "dev" for requirement in wanted]
    declared = {distribution(requirement) for requirement in [*PROJECT["dependencies"], *extras]}
    rooms = [imports_of(file.read_text(encoding="utf-8")) for file in Path(pipeline.__file__).parent.rglob("*.py")]
    imported = {name.split(".")[0] for names in rooms for name in names} - set(sys.stdlib_module_names) - {"pipeline"}
    assert imported == declared


def test_every_dependency_is_bounded_and_locked():
    """A release of another's that breaks us must not reach those who install; the lock holds one exact release of each."""
    wanted = [*PROJECT["dependencies"], *(one for extra in PROJECT["optional-dependencies"].values() for one in extra)]
    assert all("<" in requirement and ">=" in requirement for requirement in wanted)
    locked = [distribution(line) for line in LOCK]
    assert {distribution(requirement) for requirement in wanted} <= set(locked)
    assert len(locked) == len(set(locked))
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*", line) for line in LOCK)


def test_the_changelog_has_an_open_section():
    """What is changed but not released stands under 'Unreleased'."""
    assert "## [Unreleased]" in (REPO / "CHANGELOG.md").read_text(encoding="utf-8")

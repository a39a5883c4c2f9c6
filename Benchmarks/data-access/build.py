"""Builds or fetches each program. What cannot be had here is said and skipped, and the others are measured."""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

SOURCE = Path(__file__).resolve().parent
PROJECT = SOURCE.parent.parent
BUILT = PROJECT / ".build" / "data-access"
C_SOURCES = ("program.c", "values.c", "operations.c", "items.c", "techempower.c", "magicstack.c", "scoped.c")
# Operations name only the fields that they use.
C_OPTIONS = ("-O2", "-std=gnu17", "-Wall", "-Wextra", "-Werror", "-Wno-missing-field-initializers")
PYTHON_PACKAGES = ("asyncpg>=0.30,<1", "psycopg[binary]>=3.2,<4", "uvloop>=0.21,<1")
DEBIAN_CRATES = (
    "cargo",
    "rustc",
    "librust-tokio-postgres-dev",
    "librust-tokio-dev",
    "librust-futures-util-dev",
    "librust-bytes-dev",
)
DEBIAN_CRATES_ONLY = """
[source.crates-io]
replace-with = "debian"

[source.debian]
directory = "/usr/share/cargo/registry"
""".lstrip()


class Unavailable(Exception):
    """The program cannot be had; the message says what to do."""


def run(*command, **options):
    finished = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    if finished.returncode != 0:
        raise Unavailable(f"{' '.join(map(str, command))} failed:\n{finished.stdout}")
    return finished.stdout


def need_packages(*wanted):
    """Installs Debian packages that are missing, when it may."""

    def is_installed(package):
        told = subprocess.run(["dpkg-query", "-W", "-f", "${Status}", package], capture_output=True, text=True)
        return told.stdout == "install ok installed"

    missing = [package for package in wanted if not is_installed(package)]
    if not missing:
        return
    if os.geteuid() == 0:
        become = []
    elif shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        become = ["sudo"]
    else:
        raise Unavailable(f"please install first: apt-get install {' '.join(missing)}")
    print("installing:", *missing, file=sys.stderr)
    run(*become, "apt-get", "update", "-qq")
    install = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-qq", "--no-install-recommends"]
    run(*become, *install, *missing)


def build_c(driver):
    need_packages("gcc", "libpq-dev")
    include = run("pg_config", "--includedir").strip()
    library = run("pg_config", "--libdir").strip()
    program = BUILT / f"c-{driver}"
    sources = [SOURCE / "c" / name for name in (*C_SOURCES, f"{driver}.c")]
    run("cc", *C_OPTIONS, f"-I{include}", *sources, f"-L{library}", "-lpq", "-o", program)
    return [program]


def python_environment():
    folder = BUILT / "python"
    python = folder / "bin" / "python"
    if not python.exists():
        need_packages("python3-venv")
        venv.create(folder, with_pip=True)
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PYTHON_PACKAGES)
    return python


def build_python(name):
    return [python_environment(), SOURCE / "python" / f"with_{name}.py"]


def build_psql():
    need_packages("postgresql-client-15")
    return [sys.executable, SOURCE / "python" / "with_psql.py"]


def build_tokio_postgres():
    """Offline, from the crates that Debian packages, with Debian's compiler that goes with them."""
    need_packages(*DEBIAN_CRATES)
    folder = BUILT / "tokio-postgres"
    shutil.copytree(SOURCE / "tokio-postgres", folder, dirs_exist_ok=True)
    (folder / ".cargo").mkdir(exist_ok=True)
    (folder / ".cargo" / "config.toml").write_text(DEBIAN_CRATES_ONLY, encoding="utf-8")
    version = run("dpkg-query", "-W", "-f", "${source:Upstream-Version}", "librust-tokio-postgres-dev")
    environment = {**os.environ, "RUSTC": "/usr/bin/rustc", "TOKIO_POSTGRES_VERSION": version}
    print("building the program for tokio-postgres", file=sys.stderr)
    run("/usr/bin/cargo", "build", "--quiet", "--release", "--offline", cwd=folder, env=environment)
    return [folder / "target" / "release" / "data-access-tokio-postgres"]


def find_swift():
    program = PROJECT / ".build" / "release" / "data-access-benchmark"
    if not program.exists():
        raise Unavailable(
            f"{program.relative_to(PROJECT)} is not there; "
            "build it first: swift build -c release --product data-access-benchmark"
        )
    return [program]

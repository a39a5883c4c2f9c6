"""A private PostgreSQL cluster with fixed settings, for one run."""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "256MB",
    "fsync": "off",
    "synchronous_commit": "off",
    "jit": "off",
    "autovacuum": "off",
    # A checkpoint in the middle of a run would be charged to the program that it happens to meet.
    "max_wal_size": "8GB",
    "checkpoint_timeout": "1d",
    "max_parallel_workers_per_gather": "0",
    "timezone": "UTC",
}


class Cluster:
    def __init__(self):
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
        self.programs = Path(os.environ["NUANXIN_PGBIN"]) if "NUANXIN_PGBIN" in os.environ else found[-1]
        # The path of a socket is short, and so is that of the folder it lies in.
        self.folder = Path(tempfile.mkdtemp(prefix="nuanxin-data-access.", dir="/tmp"))
        self.owner = {}
        if os.geteuid() == 0:
            postgres = pwd.getpwnam("postgres")
            os.chown(self.folder, postgres.pw_uid, postgres.pw_gid)
            self.owner = {"user": postgres.pw_uid, "group": postgres.pw_gid, "extra_groups": []}
        self._settled = {}
        self.conninfo = f"host={self.folder} user=client dbname=benchmark"

    def __enter__(self):
        try:
            self._control(
                "initdb",
                "-D",
                self.folder / "cluster",
                "-U",
                "postgres",
                "--auth=trust",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            )
            settings = {**SETTINGS, "unix_socket_directories": self.folder}
            options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
            self._control(
                "pg_ctl", "-D", self.folder / "cluster", "-l", self.folder / "log", "-o", options, "-w", "start"
            )
            self.execute("CREATE DATABASE benchmark", database="postgres")
            self._psql("benchmark", "-f", Path(__file__).resolve().parent / "schema.sql")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        subprocess.run(
            [self.programs / "pg_ctl", "-D", self.folder / "cluster", "-m", "immediate", "-w", "stop"],
            cwd="/",
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **self.owner,
        )
        shutil.rmtree(self.folder)

    def _control(self, program, *arguments):
        with open(self.folder / "control", "ab") as log:
            subprocess.run(
                [self.programs / program, *arguments], cwd="/", stdout=log, stderr=log, check=True, **self.owner
            )

    def _psql(self, database, *arguments):
        return subprocess.run(
            [
                self.programs / "psql",
                "-XAtq",
                "-v",
                "ON_ERROR_STOP=1",
                "-h",
                self.folder,
                "-U",
                "postgres",
                "-d",
                database,
                *arguments,
            ],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout.strip()

    def execute(self, *statements, database="benchmark"):
        self._psql(database, *(word for statement in statements for word in ("-c", statement)))

    def value(self, statement):
        return self._psql("benchmark", "-c", statement)

    def settled(self, statement):
        """The value of a statement that always has the same, asked once."""
        if statement not in self._settled:
            self._settled[statement] = self.value(statement)
        return self._settled[statement]

    def copy_out(self, statement, file):
        self._psql("benchmark", "-o", file, "-c", f"COPY ({statement}) TO STDOUT")

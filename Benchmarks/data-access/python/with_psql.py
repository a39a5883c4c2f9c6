"""The floor of COPY: psql and its \\copy from a text file that lies ready, named by DATA_ACCESS_COPY_FILE."""

import os
import subprocess

import shared


def main():
    chosen = shared.options()
    if chosen.case != "copy-in-1m":
        raise SystemExit("psql only copies")
    file = os.environ["DATA_ACCESS_COPY_FILE"]

    def operation(client):
        tags = subprocess.run(
            [
                "psql",
                "-X",
                "-v",
                "ON_ERROR_STOP=1",
                "-d",
                chosen.conninfo,
                "-c",
                "TRUNCATE load",
                "-c",
                f"\\copy load from '{file}'",
            ],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout
        client.took_count(int(tags.split()[-1]))

    version = subprocess.run(["psql", "--version"], check=True, stdout=subprocess.PIPE, text=True).stdout.split()[2]
    shared.run_blocking("psql", f"psql {version}", chosen, shared.Client(0, 1), operation)


main()

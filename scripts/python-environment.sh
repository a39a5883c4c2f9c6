#!/usr/bin/env bash
# Makes .venv with the Python packages of the tests (scripts/requirements.txt), once, and again when the list has changed.
set -euo pipefail
cd "$(dirname "$0")/.."
cmp -s scripts/requirements.txt .venv/requirements.txt && exit 0
[ -x .venv/bin/python ] || python3 -m venv .venv
.venv/bin/pip install --quiet --disable-pip-version-check --requirement scripts/requirements.txt || {
    echo "不能从 PyPI 安装测试所需的包,测试未进行:请检查网络后重试 | PyPI gave no packages for the tests, which did not run: check the network and try again: $(tr '\n' ' ' <scripts/requirements.txt)" >&2
    exit 69
}
cp scripts/requirements.txt .venv/requirements.txt

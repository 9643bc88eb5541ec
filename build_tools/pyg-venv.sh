#!/usr/bin/env bash
# Makes the virtual environment that the PyG comparison (benchmarks/),
# the fixture generator (test/Integration/pyg/) and examples/digits/ use.
#
#   build_tools/pyg-venv.sh [DIR]        DIR defaults to build/venv
#
# A second call with the same requirements does nothing. torch's ordinary wheel
# brings several gigabytes along, so neither the build nor test.sh calls this.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
dir=${1:-$root/build/venv}
requirements=$root/benchmarks/requirements.txt
stamp=$dir/.installed-requirements

if [[ ${1:-} == -h || ${1:-} == --help ]]; then
  sed -n '2,8s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
  exit 0
fi
if cmp -s "$requirements" "$stamp"; then
  echo "pyg-venv: $dir is up to date" >&2
  exit 0
fi
if ! python3 -c 'import venv, ensurepip' 2>/dev/null; then
  echo "pyg-venv: python3 lacks venv or ensurepip; on Debian:" \
    "apt-get install python3-venv" >&2
  exit 1
fi
[[ -x $dir/bin/python ]] || python3 -m venv "$dir"
"$dir/bin/python" -m pip install --quiet --disable-pip-version-check \
  -r "$requirements"
# Written last: an interrupted installation is taken up again.
cp "$requirements" "$stamp"
echo "pyg-venv: $dir is ready" >&2

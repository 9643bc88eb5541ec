#!/usr/bin/env bash
# Makes the virtual environment that the PyG comparison (benchmarks/),
# the fixture generator (test/Integration/pyg/) and examples/digits/ use.
#
#   build_tools/pyg-venv.sh [--kernels] [DIR]        DIR defaults to build/venv
#
# --kernels adds the other peers of benchmarks/run.py: DGL and onnxruntime.
# A second call with the same requirements does nothing. torch's ordinary wheel
# brings several gigabytes along, so neither the build nor test.sh calls this.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
requirements=$root/benchmarks/requirements.txt

if [[ ${1:-} == -h || ${1:-} == --help ]]; then
  sed -n '2,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
  exit 0
fi
if [[ ${1:-} == --kernels ]]; then
  requirements=$root/benchmarks/requirements-kernels.txt
  shift
fi
dir=${1:-$root/build/venv}
stamp=$dir/.installed-$(basename "$requirements")

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

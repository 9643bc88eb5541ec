#!/usr/bin/env bash
# Configures and builds one preset.
# usage: build_tools/build.sh [--preset=release] [TARGET...]
set -euo pipefail
cd "$(dirname "$0")/.."

preset=release
if [[ "${1:-}" == --preset=* ]]; then preset=${1#--preset=}; shift; fi

# A configured tree configures itself again where it must.
[[ -f build/$preset/build.ninja ]] || cmake --preset "$preset" >&2
cmake --build "build/$preset" --target "${@:-all}" >&2

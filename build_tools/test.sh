#!/usr/bin/env bash
# Sets up, builds, and runs every test: unit tests, the lit suite, and the lit
# suite again with --verify-roundtrip. Ends with "N passed, N failed[, N skipped]".
# usage: build_tools/test.sh [--preset=release|dev|asan]
set -euo pipefail
cd "$(dirname "$0")/.."

preset=release
for argument in "$@"; do
  case "$argument" in
    --preset=*) preset=${argument#--preset=} ;;
    *) echo "usage: build_tools/test.sh [--preset=release|dev|asan]" >&2; exit 1 ;;
  esac
done

build_tools/setup.sh
build_tools/build.sh --preset="$preset" test-depends

results=build/$preset/test/results
rm -rf "$results"
mkdir -p "$results"

# Our code would mark memory of MLIR's allocators as poisoned, and MLIR itself,
# which has no sanitizers, use it.
export ASAN_OPTIONS="allow_user_poisoning=0:${ASAN_OPTIONS:-}"

# A failing runner must not keep the others from running: the summary decides.
for unittest in build/"$preset"/test/Unit/bin/*; do
  "$unittest" --gtest_brief=1 \
    --gtest_output="json:$results/$(basename "$unittest").gtest.json" || true
done
lit=(/usr/lib/llvm-22/bin/lit -sv "build/$preset/test")
"${lit[@]}" -o "$results/suite.lit.json" || true
GNN_VERIFY_ROUNDTRIP=1 "${lit[@]}" -o "$results/roundtrip.lit.json" || true

unittests=(build/"$preset"/test/Unit/bin/*)
exec python3 build_tools/summarize_tests.py "$results" --expect="$((${#unittests[@]} + 2))"

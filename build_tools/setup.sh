#!/usr/bin/env bash
# Installs what a fresh Debian 12 lacks. Does nothing where all of it is there.
# usage: build_tools/setup.sh [--benchmarks]     also what benchmarks/ compares with
set -euo pipefail

benchmarks=false
for argument in "$@"; do
  case "$argument" in
    --benchmarks) benchmarks=true ;;
    *) echo "usage: build_tools/setup.sh [--benchmarks]" >&2; exit 1 ;;
  esac
done

packages=(
  # the compiler we build with, and the MLIR we build on
  clang-22 lld-22 llvm-22-dev llvm-22-tools libmlir-22-dev mlir-22-tools
  # what compiled models call, and the sanitizers of the asan preset
  libomp-22-dev libclang-rt-22-dev
  # dense algebra of the interpreter, unit tests
  libeigen3-dev libgtest-dev
  # C library headers, and what builds examples/c
  libc6-dev libstdc++-12-dev gcc make
  # runs objects as processors without AVX would
  qemu-user
  # build tools
  cmake ninja-build ccache python3 git
)
if $benchmarks; then
  packages+=(libbenchmark-dev libopenblas-openmp-dev libdnnl-dev python3-venv)
fi

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
    missing+=("$package")
done

if ((${#missing[@]})); then
  echo "setup: installing ${missing[*]}" >&2
  sudo=()
  if ((EUID != 0)); then sudo=(sudo); fi
  export DEBIAN_FRONTEND=noninteractive
  "${sudo[@]}" apt-get update -qq
  "${sudo[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

version=$(/usr/lib/llvm-22/bin/llvm-config --version)
case "$version" in
  22.1.*) echo "setup: LLVM $version" >&2 ;;
  *) echo "setup: expected LLVM 22.1 but got $version" >&2; exit 1 ;;
esac

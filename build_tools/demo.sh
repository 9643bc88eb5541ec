#!/usr/bin/env bash
# Sets up, builds, and runs the main job: a trained GNN goes in, a pruned native
# one comes out, and one table compares them.
# usage: build_tools/demo.sh [--json=FILE] [--data=DIR]
#   --json=FILE  write the table as JSON too
#   --data=DIR   also run Cora from DIR (default: $GNN_DATA_DIR, ../shared/data)
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

for argument in "$@"; do
  case "$argument" in
    --json=?* | --data=?*) ;;
    *) sed -n '2,6s/^# //p' "$0" >&2; exit 1 ;;
  esac
done

"$root/build_tools/setup.sh"
"$root/build_tools/build.sh" gnn-opt gnn-import gnn-run gnn-compile
exec python3 "$root/build_tools/demo.py" --bin="$root/build/release/bin" "$@"

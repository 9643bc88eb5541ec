# Part of gnn-opt, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Fails where `gnn-run --compare --json` on stdin differs by more than LIMIT.

    gnn-run ... --json | compare.py LIMIT
"""

import json
import sys

limit = float(sys.argv[1])
difference = json.load(sys.stdin)["compare"]
if not difference["max_rel"] <= limit:
    sys.exit(f"expected a relative difference of at most {limit} but got {difference}")

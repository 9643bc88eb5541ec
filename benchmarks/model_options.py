# Part of gnn-opt, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Options of the programs that run our tools on the models of the data files."""

import argparse
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("GNN_DATA_DIR") or ROOT.parent / "shared/data")


def make_parser(description):
    """A parser of --bin and --data, for more options."""
    parser = argparse.ArgumentParser(description=description,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", type=Path, required=True, metavar="DIR", help="of our tools")
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR",
                        help="of the data files, $GNN_DATA_DIR by default")
    return parser

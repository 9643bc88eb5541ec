//===- TileLines.h - Sums of a tile over lines of a panel ----- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_TILELINES_H
#define GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_TILELINES_H

#include "InputRows.h"
#include "WeightPanels.h"

namespace mlir::gnn {

/// Lines of a panel go in parts of about equal size, with something to do
/// before each.
struct LineParts {
  int64_t count = 1;
  llvm::function_ref<void(Value part)> before = nullptr;
};

/// sums[r, p] += x[r, input(line)] * panel[line, p], for all rows, the pieces
/// of one block, and all lines of its panel.
Values addLines(Emitter &e, const InputRows &rows, const WeightPanels &panels,
                ArrayRef<Piece> pieces, int64_t registers, ValueRange sums,
                const LineParts &parts = {});

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_TILELINES_H

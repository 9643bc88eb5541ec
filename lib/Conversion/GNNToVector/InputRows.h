//===- InputRows.h - Rows of x as a register tile reads them ---- -*- C++
//-*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_INPUTROWS_H
#define GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_INPUTROWS_H

#include "gnn-opt/Conversion/Lowering/Emitter.h"

namespace mlir::gnn {

/// The rows of x that a register tile multiplies. It reads one input of all of
/// them after the other.
class InputRows {
public:
  /// Rows that follow each other. One address serves three of them, so that a
  /// tile of twelve rows leaves registers for its other addresses.
  static InputRows consecutive(Value x, Value first, int64_t count) {
    return InputRows(x, {first}, count);
  }
  /// Any rows, each with an address of its own.
  static InputRows each(Value x, Values rows) {
    int64_t count = rows.size();
    return InputRows(x, std::move(rows), count);
  }

  int64_t count() const { return numRows; }
  /// Reads x[row, input] of the rows, some at a time.
  void forEach(Emitter &e, Value input,
               function_ref<void(ValueRange values)> body) const;

private:
  InputRows(Value x, Values rows, int64_t count)
      : x(x), rows(std::move(rows)), numRows(count) {}

  Values load(Emitter &e, Value input, int64_t begin, int64_t size) const;

  Value x;
  /// All of them, or the first of those that follow each other.
  Values rows;
  int64_t numRows;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_INPUTROWS_H

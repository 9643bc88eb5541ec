//===- InputRows.h - Rows of x as a register tile reads them -- -*- C++ -*-===//
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

/// The rows of x that a register tile multiplies, by threes.
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

  /// x[row, input] of three rows after the other.
  void forEach(Emitter &e, Value input,
               function_ref<void(ValueRange values)> body) const;

  /// Inputs that a quad holds.
  static constexpr int64_t quad = 4;
  /// x[row, input + i] of all rows, each in all lanes of a vector, for each i
  /// of four neighbouring inputs. One row of three reads its four inputs at
  /// once, and spreads them by shuffles: a third less is loaded, and shuffles
  /// have units to spare.
  void
  forEachOfQuad(Emitter &e, Value input, int64_t lanes,
                function_ref<void(int64_t i, ValueRange vectors)> body) const;

private:
  InputRows(Value x, Values rows, int64_t count)
      : x(x), rows(std::move(rows)), numRows(count) {}

  /// Rows that are read by one address: all three but at the end.
  struct Part {
    int64_t begin, size;
  };
  SmallVector<Part> getParts() const;
  Value getRow(Emitter &e, int64_t i) const;
  Values load(Emitter &e, Value input, const Part &part,
              int64_t skipped = 0) const;
  Value loadQuad(Emitter &e, Value input, int64_t row, int64_t lanes) const;

  Value x;
  /// All of them, or the first of those that follow each other.
  Values rows;
  int64_t numRows;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_INPUTROWS_H

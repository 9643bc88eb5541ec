//===- InputRows.cpp - Rows of x as a register tile reads them ------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "InputRows.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace mlir::gnn;

/// x86 addresses memory as base + index * {1, 2, 4, 8}: an address of a row and
/// the stride reach that row and the next two.
static constexpr int64_t rowsPerAddress = 3;

/// Elements from a row to the next.
static OpFoldResult getStride(Emitter &e, Value x) {
  auto [strides, offset] = cast<MemRefType>(x.getType()).getStridesAndOffset();
  if (!ShapedType::isDynamic(strides[0]))
    return e.getIndexAttr(strides[0]);
  return memref::ExtractStridedMetadataOp::create(e, x).getStrides()[0];
}

/// x[first + i, input] for 0 <= i < count, as a vector in memory.
static Value viewColumn(Emitter &e, Value x, Value first, Value input,
                        int64_t count) {
  OpFoldResult stride = getStride(e, x);
  Value rowBegin =
      e.times(first, getValueOrCreateConstantIndexOp(e, e.getLoc(), stride));
  OpFoldResult begin = e.plus(rowBegin, input), size = e.getIndexAttr(count);
  auto type = MemRefType::get(
      {count}, cast<MemRefType>(x.getType()).getElementType(),
      StridedLayoutAttr::get(
          e.getContext(), ShapedType::kDynamic,
          {getConstantIntValue(stride).value_or(ShapedType::kDynamic)}));
  return memref::ReinterpretCastOp::create(e, type, x, begin, size, stride);
}

Values InputRows::load(Emitter &e, Value input, int64_t begin,
                       int64_t size) const {
  Values loaded;
  if (numRows == int64_t(rows.size())) {
    for (Value row : ArrayRef(rows).slice(begin, size))
      loaded.push_back(e.load(x, {row, input}));
    return loaded;
  }
  Value column = viewColumn(e, x, e.plus(rows.front(), begin), input, size);
  for (int64_t i = 0; i < size; ++i)
    loaded.push_back(e.load(column, e.index(i)));
  return loaded;
}

void InputRows::forEach(Emitter &e, Value input,
                        function_ref<void(ValueRange values)> body) const {
  for (int64_t begin = 0; begin < numRows; begin += rowsPerAddress)
    body(load(e, input, begin, std::min(rowsPerAddress, numRows - begin)));
}

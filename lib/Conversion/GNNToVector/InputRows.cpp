//===- InputRows.cpp - Rows of x as a register tile reads them ------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "InputRows.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

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
  int64_t known = getConstantIntValue(stride).value_or(ShapedType::kDynamic);
  auto layout =
      StridedLayoutAttr::get(e.getContext(), ShapedType::kDynamic, {known});
  Type element = cast<MemRefType>(x.getType()).getElementType();
  return memref::ReinterpretCastOp::create(
      e, MemRefType::get({count}, element, layout), x, begin, size, stride);
}

Value InputRows::getRow(Emitter &e, int64_t i) const {
  return numRows > int64_t(rows.size()) ? e.plus(rows.front(), i) : rows[i];
}

SmallVector<InputRows::Part> InputRows::getParts() const {
  SmallVector<Part> parts;
  for (int64_t begin = 0; begin < numRows; begin += rowsPerAddress)
    parts.push_back({begin, std::min(rowsPerAddress, numRows - begin)});
  return parts;
}

/// x[row, input] of the rows of a part, without the first ones.
Values InputRows::load(Emitter &e, Value input, const Part &part,
                       int64_t skipped) const {
  auto load = [&](auto &&loadOne) {
    return llvm::map_to_vector(llvm::seq(skipped, part.size), loadOne);
  };
  if (numRows == int64_t(rows.size()))
    return load(
        [&](int64_t i) { return e.load(x, {rows[part.begin + i], input}); });
  Value column = viewColumn(e, x, getRow(e, part.begin), input, part.size);
  return load([&](int64_t i) { return e.load(column, e.index(i)); });
}

void InputRows::forEach(Emitter &e, Value input,
                        function_ref<void(ValueRange values)> body) const {
  for (const Part &part : getParts())
    body(load(e, input, part));
}

//===----------------------------------------------------------------------===//
// Four inputs
//===----------------------------------------------------------------------===//

/// In each four lanes of `vector`, those that `chosen` says for a lane.
static Value shuffle(Emitter &e, Value vector, int64_t lanes,
                     function_ref<int64_t(int64_t lane)> chosen) {
  return vector::ShuffleOp::create(
      e, vector, vector, llvm::map_to_vector(llvm::seq(lanes), chosen));
}

/// x[row, input + i] in each lane 4k + i.
Value InputRows::loadQuad(Emitter &e, Value input, int64_t row,
                          int64_t lanes) const {
  Value four = e.loadVector(x, {getRow(e, row), input}, quad);
  return e.keepLoaded(
      shuffle(e, four, lanes, [](int64_t lane) { return lane % quad; }));
}

static Value spread(Emitter &e, Value vector, int64_t i, int64_t lanes) {
  return shuffle(e, vector, lanes, [&](int64_t lane) {
    return lane - lane % InputRows::quad + i;
  });
}

void InputRows::forEachOfQuad(
    Emitter &e, Value input, int64_t lanes,
    function_ref<void(int64_t i, ValueRange vectors)> body) const {
  SmallVector<Part> parts = getParts();
  Values quads = llvm::map_to_vector(parts, [&](const Part &part) {
    return loadQuad(e, input, part.begin, lanes);
  });
  for (int64_t i = 0; i < quad; ++i) {
    Values vectors;
    for (auto [part, loaded] : llvm::zip_equal(parts, quads)) {
      vectors.push_back(spread(e, loaded, i, lanes));
      for (Value value : load(e, e.plus(input, i), part, /*skipped=*/1))
        vectors.push_back(e.broadcast(value, lanes));
    }
    body(i, vectors);
  }
}

//===- SafetensorsLayout.cpp - Tensors cover the data exactly -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SafetensorsFormat.h"

#include "gnn-opt/Support/Text.h"
#include "llvm/ADT/STLExtras.h"

#include <tuple>

using namespace llvm;
using namespace mlir::gnn;

namespace {

/// Where a tensor lies in the data.
struct Range {
  size_t begin;
  size_t end;
};

} // namespace

static Range getRange(const SafetensorsTensor &tensor, ArrayRef<uint8_t> data) {
  size_t begin = tensor.bytes.data() - data.data();
  return {begin, begin + tensor.bytes.size()};
}

static std::string format(Range range) {
  return ("[" + Twine(range.begin) + ", " + Twine(range.end) + ")").str();
}

static Error overlap(const SafetensorsTensor &first,
                     const SafetensorsTensor &second, ArrayRef<uint8_t> data) {
  return createStringError("expected tensors not to overlap but " +
                           safetensors::describeTensor(first.name) + " is at " +
                           format(getRange(first, data)) + " and " +
                           safetensors::describeTensor(second.name) + " at " +
                           format(getRange(second, data)));
}

static Error hole(Range range) {
  return createStringError("expected every byte of data to belong to a tensor "
                           "but none has " +
                           format(range));
}

Error safetensors::checkLayout(std::vector<SafetensorsTensor> &tensors,
                               ArrayRef<uint8_t> data) {
  // Empty tensors first among those that start at one place, as they end
  // there; the name makes the order one.
  llvm::sort(tensors, [](const auto &a, const auto &b) {
    return std::make_tuple(a.bytes.begin(), a.bytes.end(), StringRef(a.name)) <
           std::make_tuple(b.bytes.begin(), b.bytes.end(), StringRef(b.name));
  });
  size_t covered = 0;
  const SafetensorsTensor *previous = nullptr;
  for (const SafetensorsTensor &tensor : tensors) {
    Range range = getRange(tensor, data);
    if (range.begin < covered)
      return overlap(*previous, tensor, data);
    if (range.begin > covered)
      return hole({covered, range.begin});
    covered = range.end;
    previous = &tensor;
  }
  if (covered < data.size())
    return hole({covered, data.size()});
  return Error::success();
}

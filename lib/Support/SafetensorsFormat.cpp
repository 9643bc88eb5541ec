//===- SafetensorsFormat.cpp - Rules that reader and writer share ---------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SafetensorsFormat.h"

#include "gnn-opt/Support/Text.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/CheckedArithmetic.h"

using namespace llvm;
using namespace mlir::gnn;

std::optional<int64_t> safetensors::getByteCount(DType dtype,
                                                 ArrayRef<int64_t> shape) {
  std::optional<int64_t> count = getByteSize(dtype);
  for (int64_t extent : shape) {
    if (extent < 0)
      return std::nullopt;
    count = checkedMul(*count, extent);
    if (!count)
      return std::nullopt;
  }
  return count;
}

Error safetensors::checkBools(ArrayRef<uint8_t> bytes) {
  const uint8_t *bad = find_if(bytes, [](uint8_t value) { return value > 1; });
  if (bad == bytes.end())
    return Error::success();
  return createStringError("expected BOOL elements to be 0 or 1 but element " +
                           Twine(bad - bytes.begin()) + " is " +
                           Twine(static_cast<unsigned>(*bad)));
}

std::string safetensors::describeTensor(StringRef name) {
  return "tensor " + quote(name);
}

//===- DatasetTensors.cpp - Checked tensors of a data file ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DatasetReader.h"

#include "gnn-opt/Support/Text.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace mlir::gnn;

Error datafile::tensorError(StringRef name, const Twine &reason) {
  return createStringError("tensor " + quote(name) + ": " + reason);
}

Expected<std::vector<int64_t>>
datafile::readIntegers(const SafetensorsFile &file, StringRef name) {
  const SafetensorsTensor *tensor = file.find(name);
  if (!tensor)
    return tensorError(name, "expected this tensor but the file has none");
  if (tensor->shape.size() != 1)
    return tensorError(name, "expected one dimension but got shape " +
                                 formatShape(tensor->shape));
  return toInt64(*tensor);
}

Expected<std::vector<int64_t>>
datafile::readIntegers(const SafetensorsFile &file, StringRef name,
                       int64_t size) {
  Expected<std::vector<int64_t>> values = readIntegers(file, name);
  if (!values)
    return values.takeError();
  if (static_cast<int64_t>(values->size()) != size)
    return tensorError(name, "expected shape [" + Twine(size) + "] but got [" +
                                 Twine(values->size()) + "]");
  return values;
}

Error datafile::checkOffsets(StringRef name, ArrayRef<int64_t> offsets,
                             int64_t end) {
  if (offsets.empty())
    return tensorError(name, "expected at least one offset but got none");
  if (offsets.front() != 0)
    return tensorError(name, "expected to start with 0 but element 0 is " +
                                 Twine(offsets.front()));
  for (size_t i = 1; i < offsets.size(); ++i)
    if (offsets[i] < offsets[i - 1])
      return tensorError(name, "expected not to decrease but element " +
                                   Twine(i) + " is " + Twine(offsets[i]) +
                                   " after " + Twine(offsets[i - 1]));
  if (offsets.back() != end)
    return tensorError(name, "expected to end with " + Twine(end) +
                                 " but the last element is " +
                                 Twine(offsets.back()));
  return Error::success();
}

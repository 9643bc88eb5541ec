//===- SafetensorsConversion.cpp - Values of stored tensors ---------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SafetensorsFormat.h"

#include "gnn-opt/Support/Text.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"

#include <cmath>

using namespace llvm;
using namespace mlir::gnn;

Error SafetensorsTensor::wrongDType(StringRef expected) const {
  return createStringError(safetensors::describeTensor(name) +
                           ": expected dtype " + expected + " but got " +
                           getName(dtype));
}

/// Appends every element, stored as a From, as a To.
template <typename From, typename To>
static Error convertElements(const SafetensorsTensor &tensor,
                             std::vector<To> &values) {
  std::vector<From> storage;
  Expected<ArrayRef<From>> elements = tensor.getElements(storage);
  if (!elements)
    return elements.takeError();
  values.reserve(elements->size());
  for (From element : *elements)
    values.push_back(static_cast<To>(element));
  return Error::success();
}

/// F16 and BF16 have no C++ type of their own: their bits are copied out.
template <typename To>
static Error convertBits(const SafetensorsTensor &tensor,
                         std::vector<To> &values, float (*convert)(uint16_t)) {
  values.reserve(tensor.getNumElements());
  for (size_t i = 0; i < tensor.bytes.size(); i += sizeof(uint16_t))
    values.push_back(
        convert(support::endian::read16le(tensor.bytes.data() + i)));
  return Error::success();
}

/// Every floating-point dtype; only F64 may round.
template <typename To>
static Error convertFloating(const SafetensorsTensor &tensor,
                             std::vector<To> &values) {
  switch (tensor.dtype) {
  case DType::F64:
    return convertElements<double>(tensor, values);
  case DType::F32:
    return convertElements<float>(tensor, values);
  case DType::F16:
    return convertBits(tensor, values, halfToFloat);
  case DType::BF16:
    return convertBits(tensor, values, bfloat16ToFloat);
  default:
    return tensor.wrongDType("F64, F32, F16 or BF16");
  }
}

/// Only a finite double beyond float's range turns infinite.
static Error checkFloatRange(const SafetensorsTensor &tensor,
                             ArrayRef<float> values) {
  if (tensor.dtype != DType::F64)
    return Error::success();
  std::vector<double> storage;
  Expected<ArrayRef<double>> exact = tensor.getElements(storage);
  if (!exact)
    return exact.takeError();
  for (auto [index, value] : enumerate(values)) {
    double original = (*exact)[index];
    if (!std::isinf(value) || std::isinf(original))
      continue;
    std::string text;
    raw_string_ostream(text) << format("%g", original);
    return createStringError(safetensors::describeTensor(tensor.name) +
                             ": expected values in the range of float32 but "
                             "element " +
                             Twine(index) + " is " + text);
  }
  return Error::success();
}

Expected<std::vector<float>>
mlir::gnn::toFloat32(const SafetensorsTensor &tensor) {
  std::vector<float> values;
  if (Error error = convertFloating(tensor, values))
    return error;
  if (Error error = checkFloatRange(tensor, values))
    return error;
  return values;
}

Expected<std::vector<double>>
mlir::gnn::toFloat64(const SafetensorsTensor &tensor) {
  std::vector<double> values;
  if (Error error = convertFloating(tensor, values))
    return error;
  return values;
}

static Error convertIntegers(const SafetensorsTensor &tensor,
                             std::vector<int64_t> &values) {
  switch (tensor.dtype) {
  case DType::I64:
    return convertElements<int64_t>(tensor, values);
  case DType::I32:
    return convertElements<int32_t>(tensor, values);
  default:
    return tensor.wrongDType("I64 or I32");
  }
}

Expected<std::vector<int64_t>>
mlir::gnn::toInt64(const SafetensorsTensor &tensor) {
  std::vector<int64_t> values;
  if (Error error = convertIntegers(tensor, values))
    return error;
  return values;
}

//===- FeatureStatistics.cpp - What calibration saw of features -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/FeatureStatistics.h"

#include "gnn-opt/Dialect/GNN/Parameters.h"

#include "mlir/IR/AsmState.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "llvm/Support/CheckedArithmetic.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;

static constexpr StringLiteral attributeName = "gnn.statistics";
static constexpr StringLiteral rowsName = "rows";
static constexpr StringLiteral gramName = "gram";

/// As for parameters: bytecode pads its sections no further.
static constexpr size_t blobAlignment = 16;

ArrayRef<FeatureStatistics::Moment> FeatureStatistics::getMoments() {
  static constexpr Moment moments[] = {
      {"mean", &FeatureStatistics::mean},
      {"mean_abs", &FeatureStatistics::meanAbs},
      {"variance", &FeatureStatistics::variance},
      {"zeros", &FeatureStatistics::zeros},
      {"min", &FeatureStatistics::min},
      {"max", &FeatureStatistics::max},
      {"entropy", &FeatureStatistics::entropy}};
  return moments;
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

static InFlightDiagnostic wrongStatistics(GlobalOp weight) {
  return weight.emitError("parameter '")
         << weight.getSymName() << "' expects " << attributeName << " to ";
}

/// The bytes of a resource of `count` elements.
static FailureOr<std::vector<double>>
readResource(GlobalOp weight, StringRef key, DenseResourceElementsAttr attr,
             int64_t count) {
  AsmResourceBlob *blob = attr.getRawHandle().getBlob();
  size_t got = blob ? blob->getData().size() : 0;
  if (got / sizeof(double) != static_cast<size_t>(count) ||
      got % sizeof(double) != 0)
    return wrongStatistics(weight)
           << "have a resource of " << count << " elements of 8 bytes for '"
           << key << "' but got " << got << " bytes";
  std::vector<double> values(count);
  if (count != 0)
    std::memcpy(values.data(), blob->getData().data(), got);
  return values;
}

static FailureOr<std::vector<double>>
readElements(GlobalOp weight, StringRef key, ElementsAttr attr) {
  int64_t count = attr.getShapedType().getNumElements();
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(attr))
    return readResource(weight, key, resource, count);
  if (auto dense = dyn_cast<DenseFPElementsAttr>(attr)) {
    auto range = dense.getValues<double>();
    return std::vector<double>(range.begin(), range.end());
  }
  return wrongStatistics(weight)
         << "be dense or dense_resource for '" << key << "'";
}

/// Whether a tensor of this shape could be in memory at all.
static bool hasCountableElements(ArrayRef<int64_t> shape) {
  std::optional<int64_t> count = 1;
  for (int64_t size : shape)
    if (count)
      count = llvm::checkedMul(*count, size);
  return count && *count <= std::numeric_limits<int32_t>::max();
}

/// The finite elements of one entry, a tensor of `shape`.
static LogicalResult readEntry(GlobalOp weight, DictionaryAttr entries,
                               StringRef key, ArrayRef<int64_t> shape,
                               std::vector<double> &values) {
  Attribute attr = entries.get(key);
  auto elements = dyn_cast_or_null<ElementsAttr>(attr);
  auto type =
      RankedTensorType::get(shape, Float64Type::get(weight.getContext()));
  if (!elements || elements.getShapedType() != type ||
      !hasCountableElements(shape)) {
    InFlightDiagnostic error = wrongStatistics(weight)
                               << "have a " << type << " '" << key
                               << "' but got ";
    return elements ? error << elements.getShapedType()
           : attr   ? error << "another attribute"
                    : error << "none";
  }
  FailureOr<std::vector<double>> read = readElements(weight, key, elements);
  if (failed(read))
    return failure();
  values = std::move(*read);
  if (llvm::all_of(values, [](double value) { return std::isfinite(value); }))
    return success();
  return wrongStatistics(weight) << "have finite elements in '" << key << "'";
}

static LogicalResult readRows(GlobalOp weight, DictionaryAttr entries,
                              double &rows) {
  auto attr = entries.getAs<FloatAttr>(rowsName);
  if (!attr || !attr.getType().isF64() || !attr.getValue().isFinite() ||
      attr.getValueAsDouble() < 0)
    return wrongStatistics(weight)
           << "have a finite f64 of at least 0 for '" << rowsName << "'";
  rows = attr.getValueAsDouble();
  return success();
}

/// What the elements of a fraction or a variance can be.
static LogicalResult checkRanges(GlobalOp weight,
                                 const FeatureStatistics &statistics) {
  auto isNegative = [](double value) { return value < 0; };
  std::pair<StringRef, ArrayRef<double>> checked[] = {
      {"mean_abs", statistics.meanAbs},
      {"variance", statistics.variance},
      {"zeros", statistics.zeros},
      {"entropy", statistics.entropy}};
  for (auto [key, values] : checked)
    if (llvm::any_of(values, isNegative))
      return wrongStatistics(weight)
             << "have elements of at least 0 in '" << key << "'";
  return success();
}

std::optional<int64_t> gnn::getNumInputs(GlobalOp weight) {
  auto type = dyn_cast<RankedTensorType>(weight.getType());
  if (!type || type.getRank() == 0 || type.isDynamicDim(type.getRank() - 1))
    return std::nullopt;
  return type.getShape().back();
}

FailureOr<std::optional<FeatureStatistics>>
gnn::readFeatureStatistics(GlobalOp weight) {
  std::optional<FeatureStatistics> none;
  Attribute attr = weight->getDiscardableAttr(attributeName);
  if (!attr)
    return none;
  std::optional<int64_t> channels = getNumInputs(weight);
  auto entries = dyn_cast<DictionaryAttr>(attr);
  if (!entries || !channels)
    return wrongStatistics(weight)
           << "be a dictionary, on a tensor with inputs";
  FeatureStatistics statistics;
  if (failed(readRows(weight, entries, statistics.rows)))
    return failure();
  for (auto [key, member] : FeatureStatistics::getMoments())
    if (failed(readEntry(weight, entries, key, *channels, statistics.*member)))
      return failure();
  if (entries.contains(gramName) &&
      failed(readEntry(weight, entries, gramName, {*channels, *channels},
                       statistics.gram)))
    return failure();
  if (failed(checkRanges(weight, statistics)))
    return failure();
  return std::optional(std::move(statistics));
}

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

static NamedAttribute makeEntry(GlobalOp weight, StringRef key,
                                ArrayRef<int64_t> shape,
                                ArrayRef<double> values) {
  MLIRContext *context = weight.getContext();
  size_t bytes = values.size() * sizeof(double);
  AsmResourceBlob blob = HeapAsmResourceBlob::allocate(bytes, blobAlignment);
  if (bytes != 0)
    std::memcpy(blob.getMutableData().data(), values.data(), bytes);
  auto type = RankedTensorType::get(shape, Float64Type::get(context));
  std::string name = (weight.getSymName() + "." + key).str();
  return {StringAttr::get(context, key),
          DenseResourceElementsAttr::get(type, name, std::move(blob))};
}

void gnn::writeFeatureStatistics(GlobalOp weight,
                                 const FeatureStatistics &statistics) {
  int64_t channels = statistics.getNumChannels();
  Builder builder(weight.getContext());
  SmallVector<NamedAttribute> entries = {
      builder.getNamedAttr(rowsName, builder.getF64FloatAttr(statistics.rows))};
  for (auto [key, member] : FeatureStatistics::getMoments())
    entries.push_back(makeEntry(weight, key, channels, statistics.*member));
  if (statistics.hasGram())
    entries.push_back(
        makeEntry(weight, gramName, {channels, channels}, statistics.gram));
  weight->setDiscardableAttr(attributeName, builder.getDictionaryAttr(entries));
}

bool gnn::dropFeatureStatistics(GlobalOp weight) {
  return weight->removeDiscardableAttr(attributeName) != nullptr;
}

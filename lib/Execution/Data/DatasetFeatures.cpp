//===- DatasetFeatures.cpp - Dense and CSR node features ------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DatasetReader.h"

#include "gnn-opt/Support/Text.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <cmath>

using namespace llvm;
using namespace mlir::gnn;

/// Limits of the 32-bit indices; and a graph has features to classify it by.
static Error checkShape(StringRef what, int64_t rows, int64_t columns) {
  if (rows > kMaxNodes)
    return createStringError(what + ": expected at most " + Twine(kMaxNodes) +
                             " nodes but got " + Twine(rows));
  if (columns < 1 || columns > kMaxNodes)
    return createStringError(what + ": expected 1 to " + Twine(kMaxNodes) +
                             " feature columns but got shape [" + Twine(rows) +
                             ", " + Twine(columns) + "]");
  return Error::success();
}

static Error checkFinite(StringRef name, ArrayRef<float> values) {
  const float *bad =
      find_if(values, [](float value) { return !std::isfinite(value); });
  if (bad == values.end())
    return Error::success();
  StringRef got = std::isnan(*bad) ? "nan" : "infinite";
  return datafile::tensorError(name, "expected finite values but element " +
                                         Twine(bad - values.begin()) + " is " +
                                         got);
}

static Expected<Features> readDense(const SafetensorsTensor &x) {
  if (x.shape.size() != 2)
    return datafile::tensorError("x",
                                 "expected shape [nodes, features] but got " +
                                     formatShape(x.shape));
  if (Error error = checkShape("tensor \"x\"", x.shape[0], x.shape[1]))
    return error;
  std::vector<float> storage;
  Expected<ArrayRef<float>> values =
      datafile::viewElements(x, storage, toFloat32);
  if (!values)
    return values.takeError();
  if (Error error = checkFinite("x", *values))
    return error;
  return DenseFeatures{
      x.shape[0], x.shape[1], {values->begin(), values->end()}};
}

/// Rows and columns from the metadata `x_shape`, such as "2708,1433".
static Expected<std::pair<int64_t, int64_t>>
readCSRShape(const SafetensorsFile &file) {
  constexpr StringLiteral what = "metadata \"x_shape\"";
  std::optional<StringRef> text = file.getMetadata("x_shape");
  if (!text)
    return createStringError(what + ": expected \"nodes,features\", the shape "
                                    "of the CSR features, but the file has "
                                    "none");
  auto [first, second] = text->split(',');
  int64_t rows, columns;
  if (first.trim().getAsInteger(10, rows) ||
      second.trim().getAsInteger(10, columns) || rows < 0)
    return createStringError(what + ": expected \"nodes,features\" but got " +
                             quote(*text));
  if (Error error = checkShape(what, rows, columns))
    return error;
  return std::make_pair(rows, columns);
}

/// Narrows the columns and checks that each lies in range and comes once a row.
static Error readColumns(ArrayRef<int64_t> columns, CSRFeatures &features) {
  for (auto [element, column] : enumerate(columns))
    if (column < 0 || column >= features.columns)
      return datafile::tensorError(
          "x_indices", "expected columns in [0, " + Twine(features.columns) +
                           ") but element " + Twine(element) + " is " +
                           Twine(column));
  features.indices.assign(columns.begin(), columns.end());
  std::vector<int32_t> sorted;
  for (int64_t row = 0; row < features.rows; ++row) {
    sorted.assign(features.indices.begin() + features.indptr[row],
                  features.indices.begin() + features.indptr[row + 1]);
    llvm::sort(sorted);
    auto twice = std::adjacent_find(sorted.begin(), sorted.end());
    if (twice != sorted.end())
      return datafile::tensorError(
          "x_indices", "expected each column once a row but column " +
                           Twine(*twice) + " occurs twice in row " +
                           Twine(row));
  }
  return Error::success();
}

static Error readCSRValues(const SafetensorsFile &file, CSRFeatures &features) {
  const SafetensorsTensor *tensor = file.find("x_values");
  if (!tensor)
    return datafile::tensorError("x_values",
                                 "expected this tensor but the file has none");
  int64_t size = features.indices.size();
  if (tensor->shape != ArrayRef<int64_t>(size))
    return datafile::tensorError("x_values", "expected shape [" + Twine(size) +
                                                 "] but got " +
                                                 formatShape(tensor->shape));
  Expected<std::vector<float>> values = toFloat32(*tensor);
  if (!values)
    return values.takeError();
  features.values = std::move(*values);
  return checkFinite("x_values", features.values);
}

static Expected<Features> readCSR(const SafetensorsFile &file) {
  auto shape = readCSRShape(file);
  if (!shape)
    return shape.takeError();
  CSRFeatures features;
  std::tie(features.rows, features.columns) = *shape;
  auto indptr = datafile::readIntegers(file, "x_indptr", features.rows + 1);
  if (!indptr)
    return indptr.takeError();
  auto columns = datafile::readIntegers(file, "x_indices");
  if (!columns)
    return columns.takeError();
  if (Error error =
          datafile::checkOffsets("x_indptr", *indptr, columns->size()))
    return error;
  features.indptr = std::move(*indptr);
  if (Error error = readColumns(*columns, features))
    return error;
  if (Error error = readCSRValues(file, features))
    return error;
  return features;
}

Expected<Features> datafile::readFeatures(const SafetensorsFile &file) {
  const SafetensorsTensor *dense = file.find("x");
  bool isSparse = file.find("x_indptr") != nullptr;
  if (dense && isSparse)
    return createStringError("expected dense features \"x\" or CSR features "
                             "\"x_indptr\" but the file has both");
  if (dense)
    return readDense(*dense);
  if (isSparse)
    return readCSR(file);
  return createStringError("expected node features, a tensor \"x\" or "
                           "\"x_indptr\", but the file has none");
}

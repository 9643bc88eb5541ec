//===- StatisticsFile.cpp - Statistics of features in a file --------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "StatisticsFile.h"

#include "gnn-opt/Analysis/FeatureStatistics.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"
#include "gnn-opt/Support/Safetensors.h"
#include "gnn-opt/Support/SafetensorsWriter.h"
#include "gnn-opt/Support/Text.h"

#include <list>

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;

static LogicalResult fail(ModuleOp module, llvm::Error error) {
  return emitError(module.getLoc(), "gnn-calibrate: ")
         << llvm::toString(std::move(error));
}

static std::string nameTensor(GlobalOp weight, StringRef entry) {
  return (weight.getSymName() + "." + entry).str();
}

//===----------------------------------------------------------------------===//
// Saving
//===----------------------------------------------------------------------===//

/// Borrows the statistics.
static void add(SafetensorsWriter &writer, GlobalOp weight,
                const FeatureStatistics &statistics) {
  int64_t channels = statistics.getNumChannels();
  writer.add<double>(nameTensor(weight, "rows"), {}, statistics.rows);
  for (auto [name, member] : FeatureStatistics::getMoments())
    writer.add<double>(nameTensor(weight, name), channels, statistics.*member);
  if (statistics.hasGram())
    writer.add<double>(nameTensor(weight, "gram"), {channels, channels},
                       statistics.gram);
}

LogicalResult gnn::saveStatistics(ModuleOp module,
                                  const StatisticsOrigin &origin,
                                  StringRef path) {
  std::list<FeatureStatistics> all;
  SafetensorsWriter writer;
  for (GlobalOp weight : getParameters(module)) {
    auto statistics = readFeatureStatistics(weight);
    if (failed(statistics))
      return failure();
    if (!*statistics)
      continue;
    all.push_back(std::move(**statistics));
    add(writer, weight, all.back());
  }
  for (auto &[key, value] : origin)
    writer.setMetadata(key, value);
  if (llvm::Error error = writer.write(path))
    return fail(module, std::move(error));
  return success();
}

//===----------------------------------------------------------------------===//
// Loading
//===----------------------------------------------------------------------===//

static llvm::Error checkOrigin(const SafetensorsFile &file,
                               const StatisticsOrigin &origin) {
  for (auto &[key, expected] : origin) {
    std::optional<StringRef> got = file.getMetadata(key);
    if (!got)
      return llvm::createStringError("expected statistics, with metadata " +
                                     quote(key) + ", but the file has none");
    if (*got != expected)
      return llvm::createStringError("the statistics are stale: expected " +
                                     key + " " + quote(expected) +
                                     " but they were made with " + quote(*got));
  }
  return llvm::Error::success();
}

/// The F64 elements of a tensor of this shape.
static llvm::Error read(const SafetensorsTensor &tensor,
                        ArrayRef<int64_t> shape, std::vector<double> &values) {
  if (ArrayRef<int64_t>(tensor.shape) != shape)
    return llvm::createStringError("tensor " + quote(tensor.name) +
                                   ": expected shape " + formatShape(shape) +
                                   " but got " + formatShape(tensor.shape));
  auto elements = toFloat64(tensor);
  if (!elements)
    return elements.takeError();
  values = std::move(*elements);
  return llvm::Error::success();
}

static llvm::Error readRequired(const SafetensorsFile &file, GlobalOp weight,
                                StringRef entry, ArrayRef<int64_t> shape,
                                std::vector<double> &values) {
  std::string name = nameTensor(weight, entry);
  const SafetensorsTensor *tensor = file.find(name);
  if (!tensor)
    return llvm::createStringError("tensor " + quote(name) +
                                   ": expected it but the file has none");
  return read(*tensor, shape, values);
}

static llvm::Expected<FeatureStatistics> read(const SafetensorsFile &file,
                                              GlobalOp weight) {
  FeatureStatistics statistics;
  int64_t channels = *getNumInputs(weight);
  std::vector<double> rows;
  if (llvm::Error error = readRequired(file, weight, "rows", {}, rows))
    return std::move(error);
  statistics.rows = rows.front();
  for (auto [name, member] : FeatureStatistics::getMoments())
    if (llvm::Error error =
            readRequired(file, weight, name, channels, statistics.*member))
      return std::move(error);
  if (auto *gram = file.find(nameTensor(weight, "gram")))
    if (llvm::Error error = read(*gram, {channels, channels}, statistics.gram))
      return std::move(error);
  return statistics;
}

/// Attaches all, or none where one is not what statistics can be.
static LogicalResult
attach(ArrayRef<std::pair<GlobalOp, FeatureStatistics>> all) {
  bool areGood = true;
  for (auto &[weight, statistics] : all) {
    writeFeatureStatistics(weight, statistics);
    areGood &= succeeded(readFeatureStatistics(weight));
  }
  if (!areGood)
    for (auto &[weight, statistics] : all)
      dropFeatureStatistics(weight);
  return success(areGood);
}

FailureOr<int64_t> gnn::loadStatistics(ModuleOp module,
                                       const StatisticsOrigin &origin,
                                       StringRef path) {
  llvm::Expected<SafetensorsFile> file = SafetensorsFile::open(path);
  if (!file)
    return fail(module, file.takeError());
  if (llvm::Error error = checkOrigin(*file, origin))
    return fail(module, addContext(path, std::move(error)));
  std::vector<std::pair<GlobalOp, FeatureStatistics>> all;
  for (GlobalOp weight : getParameters(module)) {
    if (!getNumInputs(weight) || !file->find(nameTensor(weight, "rows")))
      continue;
    auto statistics = read(*file, weight);
    if (!statistics)
      return fail(module, addContext(path, statistics.takeError()));
    all.emplace_back(weight, std::move(*statistics));
  }
  if (failed(attach(all)))
    return failure();
  return int64_t(all.size());
}

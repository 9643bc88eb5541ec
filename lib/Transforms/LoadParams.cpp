//===- LoadParams.cpp - Parameter values from a safetensors file ----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Dialect/GNN/Parameters.h"
#include "gnn-opt/Support/Safetensors.h"
#include "gnn-opt/Support/Text.h"
#include "gnn-opt/Transforms/Passes.h"

#include "llvm/ADT/StringSet.h"

#include <cmath>

namespace mlir::gnn {
#define GEN_PASS_DEF_LOADPARAMS
#include "include/gnn-opt/Transforms/Passes.h.inc"
} // namespace mlir::gnn

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;

namespace {
/// Endings of one name in PyG: what the parameter is called here, and what else
/// it may be called in a file.
struct Spelling {
  StringLiteral name;
  StringLiteral inFile;
};
} // namespace

static constexpr Spelling spellings[] = {
    // GATConv before 2.5 shares one lin_src between sources and targets.
    {".lin.weight", ".lin_src.weight"},
    // PyG's BatchNorm wraps torch's BatchNorm1d.
    {".weight", ".module.weight"},
    {".bias", ".module.bias"},
    {".running_mean", ".module.running_mean"},
    {".running_var", ".module.running_var"},
};

/// Reference outputs that a model file may carry beside the parameters.
static constexpr StringLiteral referencePrefix = "ref.";

static constexpr StringLiteral stepCounter = ".num_batches_tracked";

/// The tensor for the parameter `name`, or null.
static const SafetensorsTensor *findTensor(const SafetensorsFile &file,
                                           StringRef name) {
  if (const SafetensorsTensor *tensor = file.find(name))
    return tensor;
  for (const Spelling &spelling : spellings) {
    StringRef stem = name;
    if (!stem.consume_back(spelling.name))
      continue;
    if (auto *tensor = file.find((stem + spelling.inFile).str()))
      return tensor;
  }
  return nullptr;
}

/// `[2, 0]` for the element at `offset` of a row-major tensor.
static std::string formatIndex(ArrayRef<int64_t> shape, int64_t offset) {
  SmallVector<int64_t> index(shape.size());
  for (size_t d = shape.size(); d-- > 0; offset /= shape[d])
    index[d] = offset % shape[d];
  return formatShape(index);
}

static LogicalResult checkShape(GlobalOp parameter,
                                const SafetensorsTensor &tensor,
                                StringRef path) {
  ArrayRef<int64_t> expected = getParameterType(parameter).getShape();
  if (expected == ArrayRef<int64_t>(tensor.shape))
    return success();
  return emitError(parameter.getLoc())
         << path << ": tensor " << quote(tensor.name) << ": expected shape "
         << formatShape(expected) << " but got " << formatShape(tensor.shape);
}

static LogicalResult checkFinite(GlobalOp parameter,
                                 const SafetensorsTensor &tensor,
                                 ArrayRef<float> values, StringRef path) {
  const float *bad =
      llvm::find_if(values, [](float value) { return !std::isfinite(value); });
  if (bad == values.end())
    return success();
  return emitError(parameter.getLoc())
         << path << ": tensor " << quote(tensor.name)
         << ": expected finite values but element "
         << formatIndex(tensor.shape, bad - values.begin()) << " is "
         << (std::isnan(*bad) ? "nan"
             : *bad < 0       ? "-inf"
                              : "inf");
}

namespace {
struct LoadParams : gnn::impl::LoadParamsBase<LoadParams> {
  using LoadParamsBase::LoadParamsBase;

  void runOnOperation() override {
    ModuleOp module = getOperation();
    if (file.empty()) {
      emitError(module.getLoc(),
                "gnn-load-params expects file=FILE but got none");
      return signalPassFailure();
    }
    llvm::Expected<SafetensorsFile> tensors = SafetensorsFile::open(file);
    if (!tensors) {
      emitError(module.getLoc()) << llvm::toString(tensors.takeError());
      return signalPassFailure();
    }
    used.clear();
    if (failed(loadAll(module, *tensors)))
      return signalPassFailure();
    remarkUnused(module, *tensors);
  }

private:
  /// Every defect of the file is reported, not only the first.
  LogicalResult loadAll(ModuleOp module, const SafetensorsFile &tensors) {
    bool failedAny = false;
    for (auto parameter : module.getOps<GlobalOp>())
      failedAny |= failed(load(parameter, tensors));
    return failure(failedAny);
  }

  LogicalResult load(GlobalOp parameter, const SafetensorsFile &tensors) {
    bool needsValue =
        isa_and_nonnull<ml_program::ExternAttr>(parameter.getValueAttr());
    const SafetensorsTensor *tensor =
        findTensor(tensors, parameter.getSymName());
    if (!tensor && needsValue)
      return emitError(parameter.getLoc())
             << file << ": missing tensor " << quote(parameter.getSymName())
             << ", expected " << parameter.getType();
    if (!tensor)
      return success();
    if (!isF32Tensor(parameter.getType()))
      return emitError(parameter.getLoc(), "parameter '")
             << parameter.getSymName()
             << "' expects a static f32 tensor type but got "
             << parameter.getType();
    used.insert(tensor->name);
    return fill(parameter, *tensor);
  }

  static bool isF32Tensor(Type type) {
    auto tensor = dyn_cast<RankedTensorType>(type);
    return tensor && tensor.hasStaticShape() && tensor.getElementType().isF32();
  }

  LogicalResult fill(GlobalOp parameter, const SafetensorsTensor &tensor) {
    if (failed(checkShape(parameter, tensor, file)))
      return failure();
    llvm::Expected<std::vector<float>> values = toFloat32(tensor);
    if (!values)
      return emitError(parameter.getLoc())
             << file << ": " << llvm::toString(values.takeError());
    if (failed(checkFinite(parameter, tensor, *values, file)))
      return failure();
    if (tensor.dtype != DType::F32) {
      ++numConverted;
      emitRemark(parameter.getLoc())
          << file << ": tensor " << quote(tensor.name) << " converted from "
          << gnn::getName(tensor.dtype) << " to F32";
    }
    ++numLoaded;
    setParameterValues(parameter, getParameterType(parameter), *values);
    return success();
  }

  /// Reference outputs, and the training steps that a batch normalisation has
  /// counted, are no parameters that somebody forgot.
  bool isExpectedUnused(StringRef name) {
    if (name.starts_with(referencePrefix))
      return true;
    return name.consume_back(stepCounter) &&
           used.contains((name + ".running_mean").str());
  }

  void remarkUnused(ModuleOp module, const SafetensorsFile &tensors) {
    SmallVector<std::string> unused;
    for (const SafetensorsTensor &tensor : tensors.getTensors())
      if (!used.contains(tensor.name) && !isExpectedUnused(tensor.name))
        unused.push_back(quote(tensor.name));
    numUnused += unused.size();
    llvm::sort(unused);
    if (!unused.empty())
      emitRemark(module.getLoc())
          << file << ": no parameter uses " << llvm::join(unused, ", ");
  }

  llvm::StringSet<> used;
};
} // namespace

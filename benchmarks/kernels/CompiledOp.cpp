//===- CompiledOp.cpp - One op as users get it ----------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CompiledOp.h"

#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"
#include "gnn-opt/Pipelines/ModelPipeline.h"
#include "gnn-opt/Transforms/Passes.h"
#include "graphs/RandomBits.h"

#include "mlir/Parser/Parser.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::bench;

static CPUTarget &getTarget() {
  static CPUTarget target = llvm::cantFail(getCPUTarget("host"));
  return target;
}

void CompiledOp::setTarget(CPUTarget target) {
  getTarget() = std::move(target);
}

CompiledOp::CompiledOp() : context(makeInterpreterRegistry()) {}

/// Zeroes whole blocks until the wanted part of them is zero.
static void prune(std::vector<float> &weight, int64_t outputs, int64_t inputs,
                  const WeightPattern &pattern, RandomBits &random) {
  int64_t across = llvm::divideCeil(inputs, pattern.blockInputs);
  int64_t blocks = across * llvm::divideCeil(outputs, pattern.blockOutputs);
  std::vector<bool> zero(blocks);
  for (auto left = int64_t(std::round(double(blocks) * pattern.sparsity));
       left > 0;) {
    int64_t block = random.below(blocks);
    left -= !zero[block];
    zero[block] = true;
  }
  for (int64_t o = 0; o < outputs; ++o)
    for (int64_t i = 0; i < inputs; ++i)
      if (zero[o / pattern.blockOutputs * across + i / pattern.blockInputs])
        weight[o * inputs + i] = 0;
}

/// Of the size that training leaves, so that results stay near 1.
static void fill(ml_program::GlobalOp parameter, const WeightPattern &pattern,
                 RandomBits &random) {
  RankedTensorType type = getParameterType(parameter);
  std::vector<float> values(type.getNumElements());
  double scale =
      2 / std::sqrt(double(std::max<int64_t>(type.getShape().back(), 1)));
  for (float &value : values)
    value = float((random.unit() - 0.5) * scale);
  if (parameter.getSymName() == "w" && pattern.sparsity > 0)
    prune(values, type.getDimSize(0), type.getDimSize(1), pattern, random);
  setParameterValues(parameter, type, values);
}

/// The pipeline would; but what the time model predicts is the form that runs.
static llvm::Error selectSparseFormat(ModuleOp module, StringRef format) {
  SelectSparseFormatOptions options;
  options.format = format.str();
  options.vectorWidths = {getTarget().vectorWidth};
  PassManager passes(module.getContext());
  passes.addPass(createSelectSparseFormat(options));
  return succeeded(passes.run(module))
             ? llvm::Error::success()
             : llvm::createStringError("cannot choose the form of a weight");
}

static llvm::Expected<std::unique_ptr<CompiledModule>>
compile(ModuleOp module) {
  OwningOpRef<ModuleOp> lowered = module.clone();
  CPUPipelineOptions options;
  options.vectorWidth = getTarget().vectorWidth;
  options.sparseFormat = "keep";
  PassManager passes(module.getContext());
  buildModelToCPUPipeline(passes, options);
  if (failed(passes.run(*lowered)))
    return llvm::createStringError("cannot compile the op");
  return CompiledModule::create(*lowered, {}, &getTarget());
}

llvm::Expected<std::unique_ptr<CompiledOp>>
CompiledOp::create(const std::string &text, const WeightPattern &pattern,
                   StringRef sparseFormat) {
  std::unique_ptr<CompiledOp> op(new CompiledOp());
  op->module = parseSourceString<ModuleOp>(text, &op->context);
  if (!op->module)
    return llvm::createStringError("cannot parse\n" + text);
  RandomBits random(7);
  for (ml_program::GlobalOp parameter : getParameters(*op->module))
    fill(parameter, pattern, random);
  if (llvm::Error error = selectSparseFormat(*op->module, sparseFormat))
    return std::move(error);
  auto compiled = compile(*op->module);
  if (!compiled)
    return compiled.takeError();
  op->compiled = std::move(*compiled);
  return op;
}

llvm::Expected<Matrix>
CompiledOp::interpret(ArrayRef<InterpreterValue> arguments) {
  auto results = Interpreter().call(getFunction(), arguments);
  if (failed(results))
    return llvm::createStringError("cannot interpret the op");
  return results->front().matrix();
}

llvm::Expected<std::vector<float>> CompiledOp::getWeight() {
  auto values =
      getParameterValues(module->lookupSymbol<ml_program::GlobalOp>("w"));
  if (failed(values))
    return llvm::createStringError("expected a weight with values");
  return *values;
}

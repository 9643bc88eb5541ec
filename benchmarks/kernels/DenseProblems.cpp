//===- DenseProblems.cpp - Products with dense and with sparse weights ----===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Problem.h"
#include "TestGraphs.h"

#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::bench;

namespace {
struct DenseSize {
  int64_t rows, inputs, outputs;
};
} // namespace

/// `encoding` is what follows the element type of the weight.
static std::string makeText(const DenseSize &size, StringRef encoding) {
  std::string weight = llvm::formatv("tensor<{0}x{1}xf32{2}>", size.outputs,
                                     size.inputs, encoding);
  return llvm::formatv(R"mlir(
ml_program.global private @w(#ml_program.extern : {2}) : {2}
func.func @f(%x: tensor<?x{0}xf32>) -> tensor<?x{1}xf32> {{
  %w = ml_program.global_load_const @w : {2}
  %y = gnn.linear %x, %w : (tensor<?x{0}xf32>, {2}) -> tensor<?x{1}xf32>
  return %y : tensor<?x{1}xf32>
})mlir",
                       size.inputs, size.outputs, weight);
}

namespace {
class LinearProblem : public Problem {
public:
  LinearProblem(std::string name, const DenseSize &size)
      : Problem(std::move(name)), size(size) {
    addCompiled();
  }

  SmallVector<InterpreterValue> getArguments() const override {
    return {gnn::makeFeatures(*x)};
  }

  Workload getWorkload() const override { return {.nodes = size.rows}; }

protected:
  llvm::Error prepareLinear(StringRef encoding, const WeightPattern &pattern) {
    x = makeFeatures(size.rows, size.inputs);
    addFeatures(buffers, *x);
    setResultSize(size.rows, size.outputs);
    if (llvm::Error error = compile(makeText(size, encoding), pattern))
      return error;
    return getOp().getWeight().moveInto(weight);
  }

  peers::DenseTask getTask() {
    return {size.rows,        size.inputs,   size.outputs,
            x->values.data(), weight.data(), result.data()};
  }

  DenseSize size;
  FeaturesPtr x;
  std::vector<float> weight;
};

class DenseProblem : public LinearProblem {
public:
  explicit DenseProblem(const DenseSize &size)
      : LinearProblem(llvm::formatv("dense/{0}/{1}x{2}", size.rows, size.inputs,
                                    size.outputs),
                      size) {
    addPeer("openblas", [this] { return peers::makeOpenBLASDense(getTask()); });
    addPeer("onednn", [this] { return peers::makeOneDNNDense(getTask()); });
    addPeer("eigen", [this] { return peers::makeEigenDense(getTask()); });
    addPeak(size.rows * size.inputs * size.outputs);
  }

  llvm::Error prepare() override { return prepareLinear("", {}); }
};

/// Against the same product by our dense code, and in the form that the zeros
/// are made for, which need not be the one chosen.
class SparseWeightProblem : public LinearProblem {
public:
  SparseWeightProblem(const DenseSize &size, StringRef patternName,
                      const WeightPattern &pattern)
      : LinearProblem(llvm::formatv("sparse-weight/{0}/{1}x{2}/{3}/{4}%",
                                    size.rows, size.inputs, size.outputs,
                                    patternName,
                                    int(pattern.sparsity * 100 + 0.5)),
                      size),
        pattern(pattern) {
    addForced("dense", dense);
    addForced(pattern.blockOutputs > 1 ? "block" : "unstructured", sparse);
    // Nobody would store fewer zeros than numbers, and half a second a run.
    if (pattern.sparsity >= 0.5)
      addPeer("eigen",
              [this] { return peers::makeEigenSparseWeight(getTask()); });
  }

  llvm::Error prepare() override {
    return prepareLinear(", #gnn.csr", pattern);
  }

private:
  /// The variant `gnn-opt-<format>`, whose op `forced` keeps.
  void addForced(StringRef format, std::unique_ptr<CompiledOp> &forced) {
    auto make = [this, format, &forced]() -> llvm::Expected<Run> {
      auto compiled = CompiledOp::create(makeText(size, ""), pattern, format);
      if (!compiled)
        return compiled.takeError();
      forced = std::move(*compiled);
      return runCompiled(*forced);
    };
    variants.push_back({("gnn-opt-" + format).str(), make});
  }

  WeightPattern pattern;
  std::unique_ptr<CompiledOp> dense, sparse;
};
} // namespace

static std::vector<DenseSize> getDenseGrid() {
  std::vector<DenseSize> sizes;
  for (int64_t rows : {512, 8'192, 65'536})
    for (int64_t inputs : {16, 64, 256, 602})
      for (int64_t outputs : {7, 16, 40, 64, 256})
        if (rows * inputs * outputs <= int64_t(2) << 30)
          sizes.push_back({rows, inputs, outputs});
  return sizes;
}

static std::vector<DenseSize> getDenseSizes(Scale scale) {
  if (scale == Scale::Tiny)
    return {{67, 33, 17}};
  if (scale == Scale::Quick)
    return {{16'384, 64, 64}, {16'384, 256, 256}};
  if (scale == Scale::Grid)
    return getDenseGrid();
  return {{16'384, 64, 16},   {16'384, 64, 64},   {16'384, 100, 47},
          {16'384, 128, 40},  {16'384, 128, 128}, {16'384, 256, 128},
          {16'384, 256, 256}, {16'384, 512, 512}, {16'384, 602, 128},
          {16'384, 64, 256},  {2'708, 1'433, 64}};
}

void bench::addDenseProblems(std::vector<ProblemPtr> &problems, Scale scale) {
  for (const DenseSize &size : getDenseSizes(scale))
    problems.push_back(std::make_unique<DenseProblem>(size));
}

static void addSparseWeightProblems(std::vector<ProblemPtr> &problems,
                                    const DenseSize &size,
                                    ArrayRef<double> sparsities) {
  for (double sparsity : sparsities) {
    auto add = [&](StringRef name, const WeightPattern &pattern) {
      problems.push_back(
          std::make_unique<SparseWeightProblem>(size, name, pattern));
    };
    add("unstructured", {sparsity});
    add("1x16", {sparsity, /*blockOutputs=*/16, /*blockInputs=*/1});
  }
}

void bench::addSparseWeightProblems(std::vector<ProblemPtr> &problems,
                                    Scale scale) {
  DenseSize fromMemory{12'288, 256, 256};
  if (scale == Scale::Tiny)
    fromMemory = {67, 33, 17};
  if (scale != Scale::Full)
    return ::addSparseWeightProblems(problems, fromMemory, {0.5, 0.7, 0.9});
  ::addSparseWeightProblems(problems, fromMemory,
                            {0, 0.15, 0.3, 0.45, 0.5, 0.7, 0.9, 0.95});
  DenseSize cached[] = {{3'072, 64, 64}, {3'072, 256, 256}, {3'072, 608, 128}};
  for (const DenseSize &size : cached)
    ::addSparseWeightProblems(problems, size, {0.45, 0.5, 0.7, 0.9});
}

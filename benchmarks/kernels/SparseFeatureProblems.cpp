//===- SparseFeatureProblems.cpp - Bags of words times a weight -----------===//
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
struct FeatureSize {
  StringRef like;
  int64_t rows, columns;
  double density;
  int64_t outputs;
};

class SparseFeatureProblem : public Problem {
public:
  explicit SparseFeatureProblem(const FeatureSize &size)
      : Problem(
            llvm::formatv("sparse-features/{0}/F{1}", size.like, size.outputs)),
        size(size) {
    addCompiled();
    addPeer("loop",
            [this] { return peers::makeLoopSparseFeatures(getTask()); });
    addPeer("eigen",
            [this] { return peers::makeEigenSparseFeatures(getTask()); });
  }

  llvm::Error prepare() override {
    x = generateSparseFeatures(size.rows, size.columns, size.density,
                               /*seed=*/1);
    buffers.push_back(Buffer::vector(x.indptr.data(), x.indptr.size()));
    buffers.push_back(Buffer::vector(x.indices.data(), x.indices.size()));
    buffers.push_back(Buffer::vector(x.values.data(), x.values.size()));
    setResultSize(size.rows, size.outputs);
    std::string text = llvm::formatv(R"mlir(
ml_program.global private @w(#ml_program.extern : tensor<{1}x{0}xf32>) : tensor<{1}x{0}xf32>
func.func @f(%x: tensor<?x{0}xf32, #gnn.csr>) -> tensor<?x{1}xf32> {{
  %w = ml_program.global_load_const @w : tensor<{1}x{0}xf32>
  %y = gnn.linear %x, %w : (tensor<?x{0}xf32, #gnn.csr>, tensor<{1}x{0}xf32>) -> tensor<?x{1}xf32>
  return %y : tensor<?x{1}xf32>
})mlir",
                                     size.columns, size.outputs);
    if (llvm::Error error = compile(text))
      return error;
    return getOp().getWeight().moveInto(weight);
  }

  SmallVector<InterpreterValue> getArguments() const override {
    return {gnn::makeFeatures(x)};
  }

  Workload getWorkload() const override {
    return {.nodes = size.rows, .featureNonzeros = int64_t(x.values.size())};
  }

private:
  peers::SparseFeaturesTask getTask() {
    return {{size.rows, size.columns, x.indptr.data(), x.indices.data(),
             x.values.data()},
            size.outputs,
            weight.data(),
            result.data()};
  }

  FeatureSize size;
  CSRFeatures x;
  std::vector<float> weight;
};
} // namespace

static std::vector<FeatureSize> getSizes(Scale scale) {
  if (scale == Scale::Tiny)
    return {{"tiny", 50, 33, 0.1, 17}};
  if (scale == Scale::Quick)
    return {{"cora", 2'708, 1'433, 0.0127, 64}};
  if (scale == Scale::Grid)
    return {{"cora", 2'708, 1'433, 0.0127, 16},
            {"citeseer", 3'327, 3'703, 0.0085, 64},
            {"pubmed", 19'717, 500, 0.1, 32},
            {"physics", 34'493, 8'415, 0.0039, 128}};
  return {{"cora", 2'708, 1'433, 0.0127, 64},
          {"physics", 34'493, 8'415, 0.0039, 64}};
}

void bench::addSparseFeatureProblems(std::vector<ProblemPtr> &problems,
                                     Scale scale) {
  for (const FeatureSize &size : getSizes(scale))
    problems.push_back(std::make_unique<SparseFeatureProblem>(size));
}

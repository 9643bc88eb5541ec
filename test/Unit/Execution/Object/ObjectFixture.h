//===- ObjectFixture.h - Object code called from C -------------*- C++ -*--===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TEST_UNIT_EXECUTION_OBJECT_OBJECTFIXTURE_H
#define GNN_OPT_TEST_UNIT_EXECUTION_OBJECT_OBJECTFIXTURE_H

#include "../JIT/JITFixture.h"

#include "gnn-opt/Dialect/GNN/Parameters.h"

#include <dlfcn.h>

namespace mlir::gnn::test {

/// The C function of a model `m`, as its header declares it.
using Forward = int32_t (*)(int64_t nodes, int64_t edges, const int64_t *rowPtr,
                            const int32_t *colIdx, const float *x,
                            int64_t xStride, float *out, int64_t outStride);

/// The same in two steps, where the model prepares its graph.
using PreparedBytes = int64_t (*)(int64_t nodes, int64_t edges);
using Prepare = int32_t (*)(int64_t nodes, int64_t edges, const int64_t *rowPtr,
                            const int32_t *colIdx, void *prepared);
using RunPrepared = int32_t (*)(int64_t nodes, int64_t edges,
                                const int64_t *rowPtr, const int32_t *colIdx,
                                const float *x, int64_t xStride,
                                const void *prepared, float *out,
                                int64_t outStride);

/// What a function does with its graph and features, under a name of its own.
struct Body {
  const char *name;
  const char *text;
};

/// Every kind of message passing, on one width.
llvm::ArrayRef<Body> getBodies();

/// A model of a body and a width with random parameters, as a shared library.
class ObjectTest : public testing::TestWithParam<std::tuple<Body, int64_t>> {
protected:
  ObjectTest();
  ~ObjectTest() override;

  void SetUp() override;
  /// What the library is compiled for, as getCPUTarget takes it.
  virtual llvm::StringRef getTargetName() const { return "host"; }

  template <typename Function> Function find(const char *symbol) {
    return reinterpret_cast<Function>(dlsym(library, symbol));
  }

  /// Calls the model for features of all graphs in turn, and compares with the
  /// interpreter: 1e-5 of the largest value, the same bits for 1 and 2 threads
  /// and for a prepared graph, and nothing written between rows.
  void expectTheInterpreter();

  /// That of the test's body.
  StringRef getBodyName() const { return std::get<Body>(GetParam()).name; }

private:
  void fill(ml_program::GlobalOp parameter);
  void compile();
  std::vector<float> call(const Graph &graph, const std::vector<float> &x,
                          int threads);
  std::vector<float> callPrepared(const Graph &graph,
                                  const std::vector<float> &x);
  void expectNear(const std::vector<float> &out, const Matrix &expected);
  void expectTheInterpreterOn(const Graph &graph);

  static constexpr float untouched = -77;
  const int64_t width = std::get<int64_t>(GetParam());
  MLIRContext context;
  OwningOpRef<ModuleOp> module;
  llvm::SmallString<128> path;
  void *library = nullptr;
  Forward forward = nullptr;
  std::mt19937 generator{11};
};

/// `GCN17`, of a body and a width.
std::string getCaseName(const testing::TestParamInfo<ObjectTest::ParamType> &);

} // namespace mlir::gnn::test

#endif // GNN_OPT_TEST_UNIT_EXECUTION_OBJECT_OBJECTFIXTURE_H

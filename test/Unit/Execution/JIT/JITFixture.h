//===- JITFixture.h - Compiled code against the interpreter --- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TEST_UNIT_EXECUTION_JIT_JITFIXTURE_H
#define GNN_OPT_TEST_UNIT_EXECUTION_JIT_JITFIXTURE_H

#include "gnn-opt/Analysis/FeatureType.h"
#include "gnn-opt/Execution/Interpreter.h"
#include "gnn-opt/Execution/JIT.h"

#include "gtest/gtest.h"

#include <random>

namespace mlir::gnn::test {

class CallBuffers;

/// The widths that lowering must get right: below, at and above the size of a
/// vector, of a block of vectors, and of what one loop keeps in registers.
inline constexpr int64_t widths[] = {1, 7, 16, 17, 33, 64, 100, 128, 300};

struct NamedGraph {
  const char *name;
  Graph graph;
};

/// Isolated nodes, hubs, self loops, parallel edges, no edges, one node, none;
/// few rows, and more than a thread takes at a time.
std::vector<NamedGraph> makeGraphs();

/// Rows around the sizes at which lowering changes its ways, among many short
/// ones: as many edges as there is memory for scores, one more, twice as many,
/// and hubs that all threads share. So many nodes that rows are prefetched.
Graph makeGraphWithHubs();

/// Evaluates @f of a module by the interpreter, and compiled on 1, 2, 3 and 7
/// threads.
class JITTest : public testing::Test {
protected:
  JITTest();

  /// Parses the text, gives random values to parameters that have none, and
  /// compiles it.
  void compile(const std::string &text, int64_t vectorWidth = 8,
               FeatureType features = FeatureType::F32);

  /// What the interpreter says a function of the module gives.
  std::vector<InterpreterValue> interpret(StringRef function,
                                          ArrayRef<InterpreterValue> arguments);

  /// Compares all results for these arguments: 1e-5 of the largest value to the
  /// interpreter, the same bits for all numbers of threads, nothing written
  /// outside.
  void expectSame(ArrayRef<InterpreterValue> arguments);
  /// Compares them to `expected` instead, and lets each be as far off as
  /// `bounds` says.
  void expectNear(ArrayRef<InterpreterValue> arguments,
                  ArrayRef<InterpreterValue> expected,
                  ArrayRef<InterpreterValue> bounds = {});

  /// f32 values, so that both sides compute with the same.
  Matrix random(int64_t rows, int64_t columns);
  Vector randomVector(int64_t size);
  SparseMatrix randomSparse(int64_t rows, int64_t columns);

  /// Of a sparse weight that gets random values.
  double keptWeights = 0.3;

private:
  void call(CallBuffers &buffers, unsigned threads);
  void fillParameters();
  void fill(ml_program::GlobalOp parameter);
  void removeSome(RankedTensorType type, MutableArrayRef<float> values);

  MLIRContext context;
  OwningOpRef<ModuleOp> module;
  OwningOpRef<ModuleOp> lowered;
  std::unique_ptr<CompiledModule> compiled;
  std::mt19937 generator{7};
};

/// `text` with each name replaced by its number.
std::string
replaced(std::string text,
         std::initializer_list<std::pair<const char *, int64_t>> numbers);

/// `text` with every $C replaced by `channels`.
inline std::string withChannels(std::string text, int64_t channels) {
  return replaced(std::move(text), {{"$C", channels}});
}

} // namespace mlir::gnn::test

#endif // GNN_OPT_TEST_UNIT_EXECUTION_JIT_JITFIXTURE_H

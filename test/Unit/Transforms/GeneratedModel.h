//===- GeneratedModel.h - Random models ------------------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TEST_UNIT_TRANSFORMS_GENERATEDMODEL_H
#define GNN_OPT_TEST_UNIT_TRANSFORMS_GENERATEDMODEL_H

#include <random>
#include <string>

namespace mlir::gnn::test {

/// What a generated model may consist of.
enum class Vocabulary {
  /// Every layer, activation, norm and join.
  everything,
  /// Linear, GCN, GIN and mean GraphSAGE layers with biases, each behind a
  /// ReLU:
  /// what is not negative makes what is not negative.
  plainRelu,
};

/// The text of a module: a function @forward of a graph, of features and of
/// segments, with one to three hidden layers of 4 to 8 channels and two
/// outputs. Parameters have no values.
std::string generateModel(std::mt19937 &engine, Vocabulary vocabulary);

} // namespace mlir::gnn::test

#endif // GNN_OPT_TEST_UNIT_TRANSFORMS_GENERATEDMODEL_H

//===- StoredWeights.h - An unstructured weight, as stored ---- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_STOREDWEIGHTS_H
#define GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_STOREDWEIGHTS_H

#include "Lowering.h"
#include "RowPanel.h"

#include "gnn-opt/Conversion/Lowering/Segments.h"

namespace mlir::gnn {

/// The weights of a matrix `out x in` that are not zero, stored when it is
/// compiled in the order in which a panel is multiplied: those of each block of
/// inputs, output after output. An output has a whole number of steps of a few
/// weights; zeros that fill the last one are for the line behind the panel's.
class StoredWeights {
public:
  static StoredWeights of(Emitter &e, Value parameter,
                          const ParameterValues &weight, const RowPanel &panel,
                          LoweringContext &lowering);

  /// Whether there are places for all lines of such a panel.
  static bool canAddress(const RowPanel &panel);

  const RowPanel &getPanel() const { return panel; }
  int64_t countOutputs() const { return outputs; }

  /// Neighbouring inputs that a panel holds.
  struct Block {
    Value number, firstInput;
    bool isFirst, isLast;
  };
  void forEachBlock(Emitter &e,
                    function_ref<void(const Block &block)> body) const;

  /// The steps by which an output depends on the inputs of a block. The next
  /// output's follow.
  Segment getSteps(Emitter &e, const Block &block, Value output) const;

  static constexpr int64_t weightsPerStep = 4;
  /// Weights, and where the lines of their inputs begin in the panel.
  struct Step {
    Value weights, lines;
  };
  /// One step behind the last may be read.
  Step load(Emitter &e, Value position) const;
  static Value getLine(Emitter &e, const Step &step, int64_t i);
  /// One weight in all lanes.
  Value getWeight(Emitter &e, const Step &step, int64_t i) const;

private:
  StoredWeights(const ParameterValues &weight, const RowPanel &panel)
      : panel(panel), inputs(weight.dim(1)), outputs(weight.dim(0)) {}

  struct Compressed;
  Compressed compress(const ParameterValues &weight) const;
  int64_t getFirstInput(int64_t block) const {
    return std::min(block * panel.blockInputs, inputs - panel.blockInputs);
  }

  RowPanel panel;
  int64_t inputs, outputs;
  Value pointers, lines, values;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_STOREDWEIGHTS_H

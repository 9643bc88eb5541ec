//===- StoredWeights.h - An unstructured weight, as stored ----- -*- C++
//-*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_STOREDWEIGHTS_H
#define GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_STOREDWEIGHTS_H

#include "Lowering.h"

#include "gnn-opt/Conversion/Lowering/Segments.h"

namespace mlir::gnn {

/// The weights of a matrix `out x in` that are not zero, stored when it is
/// compiled in the order in which a panel is multiplied. A panel has a line of
/// `panelRows` elements for each input. So that it stays in the L1 cache, the
/// inputs come in blocks of one size; the last block is moved left until it
/// fits. Stored are the weights of each block, output after output.
class StoredWeights {
public:
  static StoredWeights of(Emitter &e, Value parameter,
                          const ParameterValues &weight, int64_t panelRows,
                          LoweringContext &lowering);

  int64_t countBlocks() const { return blocks; }
  int64_t countInputs() const { return blockInputs; }
  int64_t countOutputs() const { return outputs; }

  /// Neighbouring inputs that a panel holds.
  struct Block {
    Value number, firstInput;
    bool isFirst, isLast;
  };
  void forEachBlock(Emitter &e,
                    function_ref<void(const Block &block)> body) const;

  /// The weights by which an output depends on the inputs of a block.
  Segment getSegment(Emitter &e, const Block &block, Value output) const;
  /// Where the line of such a weight's input begins in the panel.
  Value getLine(Emitter &e, Value position) const {
    return e.loadIndex(lines, position);
  }
  Value getWeight(Emitter &e, Value position) const {
    return e.load(values, position);
  }

private:
  StoredWeights(const ParameterValues &weight, int64_t panelRows,
                int64_t vectorWidth);

  struct Compressed;
  Compressed compress(const ParameterValues &weight, int64_t panelRows) const;
  int64_t getFirstInput(int64_t block) const {
    return std::min(block * blockInputs, inputs - blockInputs);
  }

  int64_t inputs, outputs, blockInputs, blocks;
  Value pointers, lines, values;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_STOREDWEIGHTS_H

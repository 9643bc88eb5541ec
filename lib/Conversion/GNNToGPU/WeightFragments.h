//===- WeightFragments.h - A weight as lanes of warps hold it ---*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOGPU_WEIGHTFRAGMENTS_H
#define GNN_OPT_LIB_CONVERSION_GNNTOGPU_WEIGHTFRAGMENTS_H

#include "KernelLowering.h"
#include "MatrixInstruction.h"

namespace mlir::gnn {

/// The registers of matrix instructions that hold a weight: for each tile of
/// outputs, and each instruction of its inputs, a vector for each lane. Behind
/// the last output and the last input there are zeros.
class WeightFragments {
public:
  WeightFragments(const ParameterValues &weight,
                  const MatrixInstruction &instruction);

  int64_t steps() const { return numSteps; }
  int64_t tiles() const { return numTiles; }
  /// [tiles, instructions, lanes * registers]
  Value getRegisters(Emitter &e, ParameterConstants &constants,
                     LinearOp op) const;
  /// [tiles, instructions, lanes]: which inputs of a chunk of four the two
  /// elements of A are, two bits each.
  Value getMetadata(Emitter &e, ParameterConstants &constants,
                    LinearOp op) const;

private:
  /// One instruction of a tile.
  struct Place {
    int64_t firstOutput, firstInput;
    /// Of the step's instructions.
    int64_t instruction;
  };
  std::vector<int32_t>
  pack(function_ref<void(const Place &, std::vector<int32_t> &)> packPlace)
      const;
  void packDense(const Place &at, std::vector<int32_t> &out) const;
  void packSparse(const Place &at, std::vector<int32_t> &out) const;
  void packMetadata(const Place &at, std::vector<int32_t> &out) const;
  float weightAt(int64_t output, int64_t input) const;
  /// Where the two elements are that stand for a chunk, in order.
  std::pair<int64_t, int64_t> positionsIn(int64_t output, int64_t input) const;

  const ParameterValues &weight;
  const MatrixInstruction &instruction;
  int64_t numTiles, numSteps;
};

/// Whether of each four inputs in sequence, from a multiple of four on, two
/// weights of an output at most are not zero.
bool hasTwoOfFour(const ParameterValues &weight);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOGPU_WEIGHTFRAGMENTS_H

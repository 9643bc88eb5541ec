//===- MatrixInstruction.h - Products of tensor cores -----------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOGPU_MATRIXINSTRUCTION_H
#define GNN_OPT_LIB_CONVERSION_GNNTOGPU_MATRIXINSTRUCTION_H

#include "gnn-opt/Conversion/GNNToGPU/MatmulPrecision.h"
#include "gnn-opt/Conversion/Lowering/Emitter.h"

namespace mlir::gnn {

/// An instruction by which a warp computes D = A B + C: A is 16 outputs by some
/// inputs of a weight, B the same inputs of 8 rows of features. Lane
/// `4 * group + place` holds, in register r of B, inputs of row `group`; in
/// register `2 r + h` of A those of output `group + 8 h`; and in element
/// `i` of C and D output `group + 8 (i / 2)` of row `2 place + i % 2` (PTX
/// manual, "Warp Level Matrix Instructions").
///
/// Which inputs are in a register is for us to choose, as sums have no order:
/// so that a lane loads vectors, and the lanes of a row what lies side by side.
/// A step is what lanes hold of a row at a time: element n of the lane at
/// `place` is input inputOf(place, n), and goes to register n /
/// elementsPerRegister.
class MatrixInstruction {
public:
  static constexpr int64_t outputs = 16, rows = 8;
  static constexpr int64_t placesPerGroup = 4;
  /// Registers of A.
  static constexpr int64_t weightRegisters = 4;
  /// Elements of C and D that a lane holds.
  static constexpr int64_t sumsPerLane = 4;

  /// `skipsZeros`: two of four weights in sequence are multiplied, of bf16.
  MatrixInstruction(MatmulPrecision precision, bool skipsZeros = false)
      : precision(precision), skipsZeros(skipsZeros) {}

  bool hasMetadata() const { return skipsZeros; }
  int64_t elementsPerRegister() const {
    return precision == MatmulPrecision::TF32 ? 1 : 2;
  }
  /// Registers of B.
  int64_t inputRegisters() const { return skipsZeros ? 4 : 2; }
  /// Inputs of a step, and instructions that multiply them.
  int64_t inputsPerStep() const { return skipsZeros ? 32 : 16; }
  int64_t instructionsPerStep() const {
    return precision == MatmulPrecision::TF32 ? 2 : 1;
  }
  /// Vectors that a lane loads. Weights are skipped among four inputs in
  /// sequence, which the instruction has in the registers of two lanes.
  int64_t lanesPerLoad() const { return skipsZeros ? 2 : 4; }
  int64_t loadsPerStep() const {
    return inputsPerStep() / placesPerGroup / lanesPerLoad();
  }
  int64_t inputOf(int64_t place, int64_t element) const {
    int64_t load = element / lanesPerLoad(), lane = element % lanesPerLoad();
    return (load * placesPerGroup + place) * lanesPerLoad() + lane;
  }
  /// The bits of a weight in a register; the same rounding as that of inputs.
  uint32_t round(float weight) const;

  /// The registers of B of all instructions of a step, from what was loaded.
  Values toRegisters(Emitter &e, ValueRange loaded) const;
  /// The elements of D. `metadata` says which of the inputs A has, where it has
  /// not all.
  Values multiply(Emitter &e, Value weights, Value metadata, ValueRange inputs,
                  ValueRange sums) const;

private:
  Value toRegister(Emitter &e, ValueRange elements) const;
  Value emit(Emitter &e, ValueRange weights, Value metadata, ValueRange inputs,
             ValueRange sums) const;

  MatmulPrecision precision;
  bool skipsZeros;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOGPU_MATRIXINSTRUCTION_H

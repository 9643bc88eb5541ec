//===- WeightFragments.cpp - A weight as lanes of warps hold it -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "WeightFragments.h"

#include "Launch.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::gnn;

using Registers = std::vector<int32_t>;

/// Inputs among which two weights are stored.
static constexpr int64_t chunk = 4;
static constexpr int64_t places = MatrixInstruction::placesPerGroup;
/// From an output of a tile to the other one that the same lane holds.
static constexpr int64_t outputsApart = MatrixInstruction::outputs / 2;

WeightFragments::WeightFragments(const ParameterValues &weight,
                                 const MatrixInstruction &instruction)
    : weight(weight), instruction(instruction),
      numTiles(llvm::divideCeil(weight.dim(0), MatrixInstruction::outputs)),
      numSteps(llvm::divideCeil(weight.dim(1), instruction.inputsPerStep())) {}

float WeightFragments::weightAt(int64_t output, int64_t input) const {
  bool exists = output < weight.dim(0) && input < weight.dim(1);
  return exists ? weight.at(output, input) : 0;
}

Registers WeightFragments::pack(
    function_ref<void(const Place &, Registers &)> packPlace) const {
  Registers all;
  for (int64_t tile = 0; tile < numTiles; ++tile)
    for (int64_t step = 0; step < numSteps; ++step)
      for (int64_t i = 0; i < instruction.instructionsPerStep(); ++i)
        packPlace({tile * MatrixInstruction::outputs,
                   step * instruction.inputsPerStep(), i},
                  all);
  return all;
}

void WeightFragments::packDense(const Place &at, Registers &out) const {
  int64_t size = instruction.elementsPerRegister();
  for (int64_t lane = 0; lane < warpThreads; ++lane)
    for (int64_t i = 0; i < MatrixInstruction::weightRegisters; ++i) {
      int64_t output = at.firstOutput + lane / places + i % 2 * outputsApart;
      int64_t first =
          (at.instruction * instruction.inputRegisters() + i / 2) * size;
      uint32_t bits = 0;
      for (int64_t n = 0; n < size; ++n) {
        int64_t input = instruction.inputOf(lane % places, first + n);
        bits |= instruction.round(weightAt(output, at.firstInput + input))
                << 16 * n;
      }
      out.push_back(bits);
    }
}

std::pair<int64_t, int64_t> WeightFragments::positionsIn(int64_t output,
                                                         int64_t input) const {
  SmallVector<int64_t, chunk> there;
  for (int64_t position = 0; position < chunk; ++position)
    if (weightAt(output, input + position) != 0)
      there.push_back(position);
  // Where there are fewer than two, zeros stand for the rest.
  for (int64_t position = chunk - 1; there.size() < 2; --position)
    if (!llvm::is_contained(there, position))
      there.push_back(position);
  return std::minmax(there[0], there[1]);
}

/// A register holds both elements of a chunk.
void WeightFragments::packSparse(const Place &at, Registers &out) const {
  for (int64_t lane = 0; lane < warpThreads; ++lane)
    for (int64_t i = 0; i < MatrixInstruction::weightRegisters; ++i) {
      int64_t output = at.firstOutput + lane / places + i % 2 * outputsApart;
      int64_t input = at.firstInput + (i / 2 * places + lane % places) * chunk;
      auto [low, high] = positionsIn(output, input);
      out.push_back(instruction.round(weightAt(output, input + low)) |
                    instruction.round(weightAt(output, input + high)) << 16);
    }
}

/// Lanes at places 0 and 1 have the lower and the upper half of the chunks, of
/// both outputs; the others are not asked.
void WeightFragments::packMetadata(const Place &at, Registers &out) const {
  for (int64_t lane = 0; lane < warpThreads; ++lane) {
    uint32_t bits = 0;
    for (int64_t i = 0; lane % places < 2 && i < 2 * places; ++i) {
      int64_t output =
          at.firstOutput + lane / places + i / places * outputsApart;
      int64_t input =
          at.firstInput + (lane % places * places + i % places) * chunk;
      auto [low, high] = positionsIn(output, input);
      bits |= uint32_t(low | high << 2) << 4 * i;
    }
    out.push_back(bits);
  }
}

Value WeightFragments::getRegisters(Emitter &e, ParameterConstants &constants,
                                    LinearOp op) const {
  auto packPlace = [&](const Place &at, Registers &out) {
    instruction.hasMetadata() ? packSparse(at, out) : packDense(at, out);
  };
  return constants.getIntegers(
      e, op.getWeight(), "fragments",
      {numTiles, numSteps * instruction.instructionsPerStep(),
       warpThreads * MatrixInstruction::weightRegisters},
      [&] { return pack(packPlace); });
}

Value WeightFragments::getMetadata(Emitter &e, ParameterConstants &constants,
                                   LinearOp op) const {
  if (!instruction.hasMetadata())
    return nullptr;
  auto packPlace = [&](const Place &at, Registers &out) {
    packMetadata(at, out);
  };
  return constants.getIntegers(e, op.getWeight(), "fragments.metadata",
                               {numTiles, numSteps, warpThreads},
                               [&] { return pack(packPlace); });
}

bool gnn::hasTwoOfFour(const ParameterValues &weight) {
  for (int64_t output = 0; output < weight.dim(0); ++output)
    for (int64_t first = 0; first < weight.dim(1); first += chunk) {
      int64_t last = std::min(first + chunk, weight.dim(1)), stored = 0;
      for (int64_t input = first; input < last; ++input)
        stored += weight.at(output, input) != 0;
      if (stored > 2)
        return false;
    }
  return true;
}

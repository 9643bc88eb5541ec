//===- TensorProductThread.cpp - A thread of a product by tensor cores ----===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TensorProductThread.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "llvm/ADT/bit.h"

using namespace mlir;
using namespace mlir::gnn;

/// Tiles of outputs of a block, all for each warp: x is read once for 64
/// outputs.
static constexpr int64_t maxOutputTiles = 4;

TensorProduct::TensorProduct(Emitter &e, KernelContext &context, LinearOp op,
                             Value x, const WeightFragments &fragments,
                             const MatrixInstruction &instruction)
    : instruction(instruction), x(x),
      weights(fragments.getRegisters(e, context.constants, op)),
      metadata(fragments.getMetadata(e, context.constants, op)),
      steps(fragments.steps()), tiles(fragments.tiles()),
      blockTiles(
          std::min<int64_t>(maxOutputTiles, llvm::bit_ceil<uint64_t>(tiles))),
      blocks(llvm::divideCeil(tiles, blockTiles)),
      shape(RowShape::of(getChannels(op.getResult()))) {
  shape = RowShape::covering(getChannels(op.getResult()),
                             blocks * columns() / shape.lanes());
}

SmallVector<Type> TensorProduct::sharedTypes(Emitter &e) const {
  return {sharedMemory({blockRows, columns() + rowPadding}, e.getF32Type())};
}

TensorProductThread::TensorProductThread(Emitter &e,
                                         const TensorProduct &product,
                                         const Thread &thread)
    : e(e), product(product), instruction(product.instruction),
      rows(e.sizeOf(product.x)),
      firstRow(e.times(thread.blockX, TensorProduct::blockRows)),
      firstTile(e.times(thread.blockY, product.blockTiles)),
      warpRow(e.times(e.dividedBy(thread.id, warpThreads),
                      TensorProduct::warpRows)),
      lane(e.remainder(thread.id, warpThreads)), id(thread.id),
      staged(thread.shared[0]) {
  group = e.dividedBy(lane, MatrixInstruction::placesPerGroup);
  place = e.remainder(lane, MatrixInstruction::placesPerGroup);
}

/// LLVM would load each element alone, and its backend join them again. With a
/// freeze between they stay one load, also where loads are counted.
static Value loadWhole(Emitter &e, Value memref, ValueRange indices,
                       Type element, int64_t lanes) {
  Value loaded = vector::LoadOp::create(
      e, VectorType::get(lanes, element), memref, indices,
      /*nontemporal=*/false, llvm::Align(lanes * sizeof(float)));
  return LLVM::FreezeOp::create(e, loaded);
}

/// Zeros behind the last input, as some weights may meet what is not a number.
Value TensorProductThread::loadInput(Value row, Value input) {
  int64_t inputs = product.inputs(), lanes = instruction.lanesPerLoad();
  if (inputs % instruction.inputsPerStep() == 0)
    return loadWhole(e, product.x, {row, input}, e.getF32Type(), lanes);
  Value there = e.smaller(input, e.index(inputs - lanes));
  Value loaded = loadWhole(e, product.x, {row, there}, e.getF32Type(), lanes);
  return e.select(e.isLess(input, e.index(inputs)), loaded, e.zeros(lanes));
}

/// By tiles of rows. Behind the last row that one is repeated.
Values TensorProductThread::loadInputs(Value step) {
  int64_t perLoad =
      instruction.lanesPerLoad() * MatrixInstruction::placesPerGroup;
  Value last = e.minus(rows, e.index(1));
  Value first = e.plus(e.times(step, instruction.inputsPerStep()),
                       e.times(place, instruction.lanesPerLoad()));
  Values loaded;
  for (int64_t tile = 0; tile < TensorProduct::rowTiles; ++tile) {
    Value local =
        e.plus(e.plus(warpRow, tile * MatrixInstruction::rows), group);
    Value row = e.smaller(e.plus(firstRow, local), last);
    for (int64_t i = 0; i < instruction.loadsPerStep(); ++i)
      loaded.push_back(loadInput(row, e.plus(first, i * perLoad)));
  }
  return loaded;
}

SmallVector<Values> TensorProductThread::toRegisters(ValueRange loaded) {
  int64_t perTile = instruction.loadsPerStep();
  SmallVector<Values> registers;
  for (int64_t tile = 0; tile < TensorProduct::rowTiles; ++tile)
    registers.push_back(
        instruction.toRegisters(e, loaded.slice(tile * perTile, perTile)));
  return registers;
}

TensorProductThread::Weights TensorProductThread::loadWeights(int64_t tile,
                                                              Value number) {
  // Behind the last tile that one is repeated; nobody writes its results.
  Value outputs =
      e.smaller(e.plus(firstTile, tile), e.index(product.tiles - 1));
  Value vector = e.times(lane, MatrixInstruction::weightRegisters);
  Weights weights;
  weights.registers =
      loadWhole(e, product.weights, {outputs, number, vector}, e.getI32Type(),
                MatrixInstruction::weightRegisters);
  if (product.metadata)
    weights.metadata = e.load(product.metadata, {outputs, number, lane});
  return weights;
}

void TensorProductThread::addProducts(const Weights &weights,
                                      ArrayRef<Values> inputs, int64_t number,
                                      MutableArrayRef<Value> sums) {
  int64_t size = instruction.inputRegisters();
  constexpr int64_t perTile = MatrixInstruction::sumsPerLane;
  for (auto [tile, registers] : llvm::enumerate(inputs)) {
    auto tileSums = sums.slice(tile * perTile, perTile);
    Values next = instruction.multiply(
        e, weights.registers, weights.metadata,
        ArrayRef<Value>(registers).slice(number * size, size),
        ValueRange(ArrayRef<Value>(tileSums)));
    llvm::copy(next, tileSums.begin());
  }
}

Values TensorProductThread::multiplyStep(Value step, ValueRange loaded,
                                         ValueRange sums) {
  Values next(sums);
  SmallVector<Values> inputs = toRegisters(loaded);
  int64_t perStep = instruction.instructionsPerStep();
  constexpr int64_t perTile =
      TensorProduct::rowTiles * MatrixInstruction::sumsPerLane;
  for (int64_t tile = 0; tile < product.blockTiles; ++tile)
    for (int64_t i = 0; i < perStep; ++i) {
      Weights weights = loadWeights(tile, e.plus(e.times(step, perStep), i));
      addProducts(weights, inputs, i,
                  MutableArrayRef<Value>(next).slice(tile * perTile, perTile));
    }
  return next;
}

/// While a step is multiplied, the inputs of the next are on their way.
Values TensorProductThread::multiply() {
  int64_t numSums = product.blockTiles * TensorProduct::rowTiles *
                    MatrixInstruction::sumsPerLane;
  Values start(numSums, e.splat(0.0, e.getF32Type()));
  llvm::append_range(start, loadInputs(e.index(0)));
  Value last = e.index(product.steps - 1);
  auto multiplyNext = [&](Value step, ValueRange carried) {
    Values loaded = loadInputs(e.smaller(e.plus(step, 1), last));
    Values next = multiplyStep(step, carried.drop_front(numSums),
                               carried.take_front(numSums));
    llvm::append_range(next, loaded);
    return next;
  };
  Values end = e.loop(e.index(0), e.index(product.steps), start, multiplyNext);
  end.resize(numSums);
  return end;
}

void TensorProductThread::stage(ValueRange sums) {
  for (auto [i, sum] : llvm::enumerate(sums)) {
    int64_t element = i % MatrixInstruction::sumsPerLane;
    int64_t tile = i / MatrixInstruction::sumsPerLane;
    int64_t row =
        tile % TensorProduct::rowTiles * MatrixInstruction::rows + element % 2;
    int64_t output =
        tile / TensorProduct::rowTiles * MatrixInstruction::outputs +
        element / 2 * (MatrixInstruction::outputs / 2);
    e.store(sum, staged,
            {e.plus(e.plus(warpRow, row), e.times(place, 2)),
             e.plus(group, output)});
  }
}

void TensorProductThread::writePiece(const KernelRowWriter &writer, Value local,
                                     Value number) {
  int64_t lanes = product.shape.lanes();
  Value column = e.times(number, lanes);
  Value sum = e.loadVector(staged, {local, column}, lanes);
  Value offset = e.plus(e.times(firstTile, MatrixInstruction::outputs), column);
  if (product.bias) {
    int64_t size = cast<MemRefType>(product.bias.getType()).getDimSize(0);
    Value there = e.smaller(offset, e.index(size - lanes));
    sum = e.add(sum, e.loadVector(product.bias, there, lanes));
  }
  Value row = e.plus(firstRow, local);
  Piece piece{offset, e.dividedBy(offset, lanes), lanes};
  writer.write(e, product.shape, row, e.isLess(row, rows), piece, sum);
}

void TensorProductThread::write(const KernelRowWriter &writer,
                                ValueRange sums) {
  stage(sums);
  barrier(e);
  int64_t pieces = product.columns() / product.shape.lanes();
  e.loop(
      id, e.index(TensorProduct::blockRows * pieces),
      [&](Value number) {
        writePiece(writer, e.dividedBy(number, pieces),
                   e.remainder(number, pieces));
      },
      blockThreads);
}

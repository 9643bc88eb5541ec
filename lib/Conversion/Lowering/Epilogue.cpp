//===- Epilogue.cpp - Elementwise ops on the registers of a row -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/Lowering/Epilogue.h"

#include "mlir/IR/Remarks.h"

using namespace mlir;
using namespace mlir::gnn;

Value ElementSource::read(Emitter &e, Value row, const Piece &piece,
                          Value running) const {
  switch (kind) {
  case Kind::Running:
    return running;
  case Kind::Elements:
    return e.loadVector(tile.memory, {tile.indexOf(e, row), piece.offset},
                        piece.lanes);
  case Kind::Scaled:
    return scaled.read(e, row, piece);
  case Kind::Channels:
    return e.loadVector(tile.memory, piece.offset, piece.lanes);
  case Kind::Rows:
    return e.broadcast(e.load(tile.memory, row), piece.lanes);
  case Kind::Single:
    return e.broadcast(e.load(tile.memory, e.index(0)), piece.lanes);
  }
  return nullptr;
}

static FailureOr<ElementSource> getSource(Operation *user, Value operand,
                                          Value running, Emitter &e,
                                          ConversionPatternRewriter &rewriter,
                                          ConversionContext &context) {
  using Kind = ElementSource::Kind;
  if (operand == running)
    return ElementSource{Kind::Running, {}};
  if (isChannelVector(operand.getType())) {
    FailureOr<Value> memory = context.constants.getVector(e, user, operand);
    if (failed(memory))
      return failure();
    bool single = getChannels(operand) == 1;
    return ElementSource{single ? Kind::Single : Kind::Channels, {*memory}};
  }
  if (auto scaled = context.scaled.find(operand);
      scaled != context.scaled.end())
    return ElementSource{Kind::Scaled, {}, scaled->second};
  if (context.fusion.isJoined(operand.getDefiningOp()))
    return ElementSource{Kind::Elements, {operand}};
  Value memory = rewriter.getRemappedValue(operand);
  if (!memory)
    return rewriter.notifyMatchFailure(user, "an operand has no buffer");
  bool scalars = isNodeScalars(operand.getType());
  return ElementSource{scalars ? Kind::Rows : Kind::Elements, {memory}};
}

LogicalResult Epilogue::append(ElementwiseOpInterface op, Value running,
                               Emitter &e, ConversionPatternRewriter &rewriter,
                               ConversionContext &context) {
  Step step{op, {}};
  for (Value operand : op->getOperands()) {
    FailureOr<ElementSource> source =
        getSource(op, operand, running, e, rewriter, context);
    if (failed(source))
      return failure();
    step.sources.push_back(*source);
  }
  steps.push_back(std::move(step));
  return success();
}

/// Whether `operand` is there already when `root` is computed. Parameters are
/// constants, wherever they are loaded.
LogicalResult Epilogue::extend(Operation *root, Value running, Emitter &e,
                               ConversionPatternRewriter &rewriter,
                               ConversionContext &context) {
  while (ElementwiseOpInterface reader =
             context.fusion.getReader(root, running)) {
    if (failed(append(reader, running, e, rewriter, context)))
      return failure();
    remark::passed(
        reader->getLoc(),
        remark::RemarkOpts::name("FuseElementwise").category(context.passName))
        << remark::add("computed {0} on the rows of {1}",
                       reader->getName().getStringRef(),
                       root->getName().getStringRef());
    running = reader->getResult(0);
  }
  return success();
}

FailureOr<Epilogue> Epilogue::behind(Operation *root, Emitter &e,
                                     ConversionPatternRewriter &rewriter,
                                     ConversionContext &context) {
  Epilogue epilogue;
  if (failed(epilogue.extend(root, root->getResult(0), e, rewriter, context)))
    return failure();
  return epilogue;
}

FailureOr<Epilogue> Epilogue::startingAt(Operation *first, Emitter &e,
                                         ConversionPatternRewriter &rewriter,
                                         ConversionContext &context) {
  Epilogue epilogue;
  auto op = cast<ElementwiseOpInterface>(first);
  if (failed(epilogue.append(op, Value(), e, rewriter, context)) ||
      failed(epilogue.extend(first, first->getResult(0), e, rewriter, context)))
    return failure();
  return epilogue;
}

void Epilogue::readFrom(const RowTile &tile, Value operand) {
  for (Step &step : steps)
    for (ElementSource &source : step.sources)
      if (source.tile.memory == operand)
        source.tile = tile;
}

Value Epilogue::apply(Emitter &e, Value row, const Piece &piece,
                      Value value) const {
  for (const Step &step : steps) {
    Values operands;
    for (const ElementSource &source : step.sources)
      operands.push_back(source.read(e, row, piece, value));
    value =
        ElementwiseOpInterface(step.op).buildElement(e, e.getLoc(), operands);
  }
  return value;
}

SmallVector<Operation *> Epilogue::getOps() const {
  return llvm::map_to_vector(
      steps, [](const Step &step) -> Operation * { return step.op; });
}

void Epilogue::replaceOps(Operation *root, Value buffer,
                          ConversionPatternRewriter &rewriter) const {
  SmallVector<Operation *> ops = getOps();
  if (!llvm::is_contained(ops, root))
    ops.insert(ops.begin(), root);
  rewriter.replaceOp(ops.pop_back_val(), buffer);
  while (!ops.empty())
    rewriter.eraseOp(ops.pop_back_val());
}

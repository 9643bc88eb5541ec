//===- ShapeInference.cpp - Result types of gnn ops -----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Types follow from operands and attributes. Inference never fails: whether the
// operands fit together is the verifier's to say, in better words.
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Dialect/GNN/GNN.h"

using namespace mlir;
using namespace mlir::gnn;

using Types = SmallVectorImpl<Type>;

static LogicalResult infer(Types &types, Type type) {
  types.push_back(type);
  return success();
}

static LogicalResult inferFeatures(MLIRContext *context, Types &types,
                                   int64_t channels) {
  return infer(types, getFeaturesType(context, channels));
}

static int64_t outChannels(Value weight) {
  return cast<RankedTensorType>(weight.getType()).getDimSize(0);
}

static int64_t headsOf(Value vector) {
  return cast<RankedTensorType>(vector.getType()).getDimSize(1);
}

static Type getNodeScalars(MLIRContext *context) {
  return RankedTensorType::get({ShapedType::kDynamic},
                               Float32Type::get(context));
}

LogicalResult MissingSelfLoopsOp::inferReturnTypes(MLIRContext *context,
                                                   std::optional<Location>,
                                                   Adaptor, Types &types) {
  return infer(types, getNodeScalars(context));
}

LogicalResult GCNNormOp::inferReturnTypes(MLIRContext *context,
                                          std::optional<Location>, Adaptor,
                                          Types &types) {
  return infer(types, getNodeScalars(context));
}

LogicalResult AggregateOp::inferReturnTypes(MLIRContext *context,
                                            std::optional<Location>,
                                            Adaptor adaptor, Types &types) {
  return infer(types, adaptor.getX().getType());
}

LogicalResult EdgeAddOp::inferReturnTypes(MLIRContext *context,
                                          std::optional<Location>,
                                          Adaptor adaptor, Types &types) {
  return infer(types, adaptor.getSource().getType());
}

LogicalResult EdgeSoftmaxOp::inferReturnTypes(MLIRContext *context,
                                              std::optional<Location>,
                                              Adaptor adaptor, Types &types) {
  return infer(types, adaptor.getX().getType());
}

LogicalResult AttentionOp::inferReturnTypes(MLIRContext *context,
                                            std::optional<Location>,
                                            Adaptor adaptor, Types &types) {
  return infer(types, adaptor.getX().getType());
}

LogicalResult PoolOp::inferReturnTypes(MLIRContext *context,
                                       std::optional<Location>, Adaptor adaptor,
                                       Types &types) {
  return infer(types, adaptor.getX().getType());
}

LogicalResult LinearOp::inferReturnTypes(MLIRContext *context,
                                         std::optional<Location>,
                                         Adaptor adaptor, Types &types) {
  return inferFeatures(context, types, outChannels(adaptor.getWeight()));
}

LogicalResult TransposeOp::inferReturnTypes(MLIRContext *context,
                                            std::optional<Location>,
                                            Adaptor adaptor, Types &types) {
  auto type = cast<RankedTensorType>(adaptor.getX().getType());
  return infer(
      types, RankedTensorType::get({type.getDimSize(1), type.getDimSize(0)},
                                   type.getElementType(), type.getEncoding()));
}

LogicalResult HeadDotOp::inferReturnTypes(MLIRContext *context,
                                          std::optional<Location>,
                                          Adaptor adaptor, Types &types) {
  return inferFeatures(context, types, headsOf(adaptor.getVector()));
}

LogicalResult HeadMeanOp::inferReturnTypes(MLIRContext *context,
                                           std::optional<Location>,
                                           Adaptor adaptor, Types &types) {
  int64_t heads = std::max<int64_t>(adaptor.getHeads(), 1);
  return inferFeatures(context, types, getChannels(adaptor.getX()) / heads);
}

LogicalResult ConcatOp::inferReturnTypes(MLIRContext *context,
                                         std::optional<Location>,
                                         Adaptor adaptor, Types &types) {
  int64_t channels = 0;
  for (Value input : adaptor.getInputs())
    channels += getChannels(input);
  return inferFeatures(context, types, channels);
}

LogicalResult ToDenseOp::inferReturnTypes(MLIRContext *context,
                                          std::optional<Location>,
                                          Adaptor adaptor, Types &types) {
  return inferFeatures(context, types, getChannels(adaptor.getX()));
}

LogicalResult GCNConvOp::inferReturnTypes(MLIRContext *context,
                                          std::optional<Location>,
                                          Adaptor adaptor, Types &types) {
  return inferFeatures(context, types, outChannels(adaptor.getWeight()));
}

LogicalResult SAGEConvOp::inferReturnTypes(MLIRContext *context,
                                           std::optional<Location>,
                                           Adaptor adaptor, Types &types) {
  return inferFeatures(context, types, outChannels(adaptor.getWeight()));
}

LogicalResult GATConvOp::inferReturnTypes(MLIRContext *context,
                                          std::optional<Location>,
                                          Adaptor adaptor, Types &types) {
  int64_t channels = outChannels(adaptor.getWeight());
  int64_t heads = std::max<int64_t>(headsOf(adaptor.getAttSrc()), 1);
  return inferFeatures(context, types,
                       adaptor.getConcat() ? channels : channels / heads);
}

LogicalResult GINConvOp::inferReturnTypes(MLIRContext *context,
                                          std::optional<Location>,
                                          Adaptor adaptor, Types &types) {
  return inferFeatures(context, types, getChannels(adaptor.getX()));
}

//===- Verifiers.cpp - How operands must fit together ---------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// ODS says what each operand is; what remains are relations between them. Every
// check carries its name in dialects/GNN/Spec.md, and has a test of that name.
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Dialect/GNN/GNN.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;

static int64_t dim(Value value, unsigned index) {
  return cast<RankedTensorType>(value.getType()).getDimSize(index);
}

/// `what` of the op must be `expected`.
static LogicalResult expect(Operation *op, const Twine &what, int64_t expected,
                            int64_t got) {
  if (expected == got)
    return success();
  return op->emitOpError() << "expects " << what << " to be " << expected
                           << " but got " << got;
}

/// `channels` must fall into `heads` equal, nonempty parts.
static LogicalResult expectHeads(Operation *op, int64_t channels,
                                 int64_t heads) {
  if (heads > 0 && channels % heads == 0)
    return success();
  return op->emitOpError() << "expects " << channels
                           << " channels to divide into equal heads but got "
                           << heads << " heads";
}

static LogicalResult expectVector(Operation *op, const Twine &name,
                                  Value vector, int64_t channels) {
  if (!vector)
    return success();
  return expect(op, "the size of " + name, channels, dim(vector, 0));
}

/// Compiled code holds attributes as f32, so they must be finite there.
static bool isFiniteF32(const APFloat &value) {
  return std::isfinite(float(value.convertToDouble()));
}

static LogicalResult expectFinite(Operation *op, StringRef name,
                                  const APFloat &value) {
  if (isFiniteF32(value))
    return success();
  return op->emitOpError() << "expects " << name
                           << " to be a finite f32 but got "
                           << value.convertToDouble();
}

static LogicalResult expectEpsilon(Operation *op, const APFloat &epsilon) {
  if (isFiniteF32(epsilon) && !(epsilon.convertToDouble() < 0))
    return success();
  return op->emitOpError()
         << "expects epsilon to be a finite f32 of at least 0 but got "
         << epsilon.convertToDouble();
}

//===----------------------------------------------------------------------===//
// Messages
//===----------------------------------------------------------------------===//

LogicalResult AggregateOp::verify() {
  if (!getWeights())
    return success();
  // aggregate_c1
  return expectHeads(*this, getChannels(getX()), getChannels(getWeights()));
}

LogicalResult EdgeAddOp::verify() {
  // edge_add_c1
  return expect(*this, "the channels of the target", getChannels(getSource()),
                getChannels(getTarget()));
}

LogicalResult AttentionOp::verify() {
  // attention_c1
  if (failed(expect(*this, "the heads of the target", getChannels(getSource()),
                    getChannels(getTarget()))))
    return failure();
  // attention_c2
  if (failed(expectHeads(*this, getChannels(getX()), getChannels(getSource()))))
    return failure();
  // attention_c3
  return expectFinite(*this, "negative_slope", getNegativeSlope());
}

//===----------------------------------------------------------------------===//
// Dense algebra
//===----------------------------------------------------------------------===//

/// Shared by every op that multiplies rows of `x` with `weight`.
static LogicalResult verifyProduct(Operation *op, Value x, Value weight,
                                   Value bias, int64_t biasSize) {
  if (failed(expect(op, "the input channels of the weight", getChannels(x),
                    dim(weight, 1))))
    return failure();
  return expectVector(op, "bias", bias, biasSize);
}

LogicalResult LinearOp::verify() {
  // linear_c1, linear_c2
  return verifyProduct(*this, getX(), getWeight(), getBias(),
                       dim(getWeight(), 0));
}

LogicalResult HeadDotOp::verify() {
  // head_dot_c1
  return expect(*this, "heads times channels of the vector",
                getChannels(getX()), dim(getVector(), 1) * dim(getVector(), 2));
}

LogicalResult HeadMeanOp::verify() {
  // head_mean_c1
  return expectHeads(*this, getChannels(getX()), getHeads());
}

LogicalResult ConcatOp::verify() {
  // concat_c1
  if (!getInputs().empty())
    return success();
  return emitOpError("expects at least one input but got none");
}

//===----------------------------------------------------------------------===//
// Elementwise and normalisations
//===----------------------------------------------------------------------===//

LogicalResult LeakyReluOp::verify() {
  // leaky_relu_c1
  return expectFinite(*this, "negative_slope", getNegativeSlope());
}

LogicalResult EluOp::verify() {
  // elu_c1
  return expectFinite(*this, "alpha", getAlpha());
}

LogicalResult DropoutOp::verify() {
  // dropout_c1
  double p = getP().convertToDouble();
  if (p >= 0 && p <= 1)
    return success();
  return emitOpError("expects p to be from 0 to 1 but got ") << p;
}

LogicalResult AddScaledOp::verify() {
  // add_scaled_c1
  return expectVector(*this, "eps", getEps(), 1);
}

LogicalResult BiasAddOp::verify() {
  // bias_add_c1
  return expectVector(*this, "bias", getBias(), getChannels(getX()));
}

LogicalResult BatchNormOp::verify() {
  int64_t channels = getChannels(getX());
  // batch_norm_c1, batch_norm_c2, batch_norm_c3, batch_norm_c4
  if (failed(expectVector(*this, "mean", getMean(), channels)) ||
      failed(expectVector(*this, "variance", getVariance(), channels)) ||
      failed(expectVector(*this, "weight", getWeight(), channels)) ||
      failed(expectVector(*this, "bias", getBias(), channels)))
    return failure();
  // batch_norm_c5
  return expectEpsilon(*this, getEpsilon());
}

LogicalResult LayerNormOp::verify() {
  // layer_norm_c1
  if (!getWeight() != !getBias())
    return emitOpError("expects weight and bias together but got one of them");
  // layer_norm_c2
  if (getPtr() && getMode() == LayerNormMode::node)
    return emitOpError(
        "expects a batch with mode graph only but got mode node");
  int64_t channels = getChannels(getX());
  // layer_norm_c3, layer_norm_c4
  if (failed(expectVector(*this, "weight", getWeight(), channels)) ||
      failed(expectVector(*this, "bias", getBias(), channels)))
    return failure();
  // layer_norm_c5
  return expectEpsilon(*this, getEpsilon());
}

//===----------------------------------------------------------------------===//
// Layers
//===----------------------------------------------------------------------===//

LogicalResult GCNConvOp::verify() {
  // gcn_conv_c1, gcn_conv_c2
  return verifyProduct(*this, getX(), getWeight(), getBias(),
                       dim(getWeight(), 0));
}

LogicalResult SAGEConvOp::verify() {
  // sage_conv_c1, sage_conv_c2
  if (failed(verifyProduct(*this, getX(), getWeight(), getBias(),
                           dim(getWeight(), 0))))
    return failure();
  if (!getRoot())
    return success();
  // sage_conv_c3
  if (failed(expect(*this, "the output channels of the root weight",
                    dim(getWeight(), 0), dim(getRoot(), 0))))
    return failure();
  // sage_conv_c4
  return expect(*this, "the input channels of the root weight",
                getChannels(getX()), dim(getRoot(), 1));
}

LogicalResult GATConvOp::verify() {
  int64_t heads = getHeads(), width = dim(getAttSrc(), 2);
  // gat_conv_c1
  if (heads < 1)
    return emitOpError("expects at least one head but got 0");
  // gat_conv_c2
  if (getAttSrc().getType() != getAttDst().getType())
    return emitOpError("expects att_dst to have the type of att_src, ")
           << getAttSrc().getType() << ", but got " << getAttDst().getType();
  // gat_conv_c3
  if (failed(expect(*this, "the output channels of the weight", heads * width,
                    dim(getWeight(), 0))))
    return failure();
  // gat_conv_c4, gat_conv_c5
  if (failed(verifyProduct(*this, getX(), getWeight(), getBias(),
                           getConcat() ? heads * width : width)))
    return failure();
  // gat_conv_c6
  return expectFinite(*this, "negative_slope", getNegativeSlope());
}

LogicalResult GINConvOp::verify() {
  // gin_conv_c1
  return expectVector(*this, "eps", getEps(), 1);
}

LogicalResult BlockAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                                int64_t outputs) {
  if (outputs > 0)
    return success();
  return emitError() << "expects the outputs of a block to be positive but got "
                     << outputs;
}

//===- Evaluation.h - The evaluation of each gnn op -------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The list of what the interpreter knows: one overload an op, defined in the
// file of its family. An op without one does not compile (Registration.cpp).
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_EXECUTION_INTERPRETER_EVALUATION_H
#define GNN_OPT_LIB_EXECUTION_INTERPRETER_EVALUATION_H

#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Execution/Interpreter.h"

namespace mlir::gnn {

/// The values of an op's operands under their names: `in.getX()`. An optional
/// operand that is absent is a null value.
template <typename OpT>
using Operands =
    typename OpT::template GenericAdaptor<ArrayRef<InterpreterValue>>;

using Result = FailureOr<InterpreterValue>;

// Graphs.cpp
Result evaluate(AddSelfLoopsOp op, Operands<AddSelfLoopsOp> in);
Result evaluate(MissingSelfLoopsOp op, Operands<MissingSelfLoopsOp> in);
Result evaluate(GCNNormOp op, Operands<GCNNormOp> in);

// Messages.cpp
Result evaluate(AggregateOp op, Operands<AggregateOp> in);
Result evaluate(EdgeAddOp op, Operands<EdgeAddOp> in);
Result evaluate(EdgeSoftmaxOp op, Operands<EdgeSoftmaxOp> in);
Result evaluate(AttentionOp op, Operands<AttentionOp> in);
Result evaluate(PoolOp op, Operands<PoolOp> in);

// Dense.cpp
Result evaluate(LinearOp op, Operands<LinearOp> in);
Result evaluate(TransposeOp op, Operands<TransposeOp> in);
Result evaluate(HeadDotOp op, Operands<HeadDotOp> in);
Result evaluate(HeadMeanOp op, Operands<HeadMeanOp> in);
Result evaluate(ConcatOp op, Operands<ConcatOp> in);
Result evaluate(ToDenseOp op, Operands<ToDenseOp> in);

// Elementwise.cpp
Result evaluate(ReluOp op, Operands<ReluOp> in);
Result evaluate(LeakyReluOp op, Operands<LeakyReluOp> in);
Result evaluate(EluOp op, Operands<EluOp> in);
Result evaluate(GeluOp op, Operands<GeluOp> in);
Result evaluate(SigmoidOp op, Operands<SigmoidOp> in);
Result evaluate(TanhOp op, Operands<TanhOp> in);
Result evaluate(DropoutOp op, Operands<DropoutOp> in);
Result evaluate(AddOp op, Operands<AddOp> in);
Result evaluate(MaxOp op, Operands<MaxOp> in);
Result evaluate(AddScaledOp op, Operands<AddScaledOp> in);
Result evaluate(BiasAddOp op, Operands<BiasAddOp> in);
Result evaluate(AddScaledRowsOp op, Operands<AddScaledRowsOp> in);
Result evaluate(ScaleRowsOp op, Operands<ScaleRowsOp> in);
Result evaluate(BatchNormOp op, Operands<BatchNormOp> in);

// Norms.cpp
Result evaluate(LayerNormOp op, Operands<LayerNormOp> in);
Result evaluate(L2NormalizeOp op, Operands<L2NormalizeOp> in);
Result evaluate(LogSoftmaxOp op, Operands<LogSoftmaxOp> in);
Result evaluate(NormalizeFeaturesOp op, Operands<NormalizeFeaturesOp> in);

// Layers.cpp
Result evaluate(GCNConvOp op, Operands<GCNConvOp> in);
Result evaluate(SAGEConvOp op, Operands<SAGEConvOp> in);
Result evaluate(GATConvOp op, Operands<GATConvOp> in);
Result evaluate(GINConvOp op, Operands<GINConvOp> in);

/// Attaches the evaluation of the upstream ops that models consist of.
void registerUpstreamModels(DialectRegistry &registry);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_EXECUTION_INTERPRETER_EVALUATION_H

//===- GNNBase.td - What all gnn op files share ---------- -*- tablegen -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_BASE
#define GNN_BASE

include "dialects/GNN/GNNAttrs.td"
include "dialects/GNN/GNNTypes.td"
include "dialects/Interfaces/ChannelOpInterface.td"
include "dialects/Interfaces/CostOpInterface.td"
include "dialects/Interfaces/ElementwiseOpInterface.td"
include "dialects/Interfaces/RowLinearOpInterface.td"
include "dialects/Interfaces/ValueRangeOpInterface.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

class GNN_PerElementTrait<int operations, int exponentials>
    : ParamNativeOpTrait<"PerElement",
                         operations # ", " # exponentials> {
  let cppNamespace = "::mlir::gnn";
}

// What an op costs that does so many operations on every element of its first
// operand, and evaluates so many exponentials, logarithms and the like.
class GNN_PerElement<int operations, int exponentials = 0>
    : TraitList<[GNN_CostOpInterface,
                 GNN_PerElementTrait<operations, exponentials>]>;

// The cost is a formula of the op's own, in C++.
defvar GNN_OwnCost = DeclareOpInterfaceMethods<GNN_CostOpInterface>;

// Every op is pure, says what its channels are, what bounds its values have, and
// what it costs.
class GNN_Op<string mnemonic, list<Trait> traits = [], Trait cost = GNN_OwnCost>
    : Op<GNN_Dialect, mnemonic, [
        Pure, DeclareOpInterfaceMethods<GNN_ChannelOpInterface>, cost,
        DeclareOpInterfaceMethods<GNN_ValueRangeOpInterface>] # traits>;

// An op whose result type follows from its operands and attributes.
class GNN_InferredOp<string mnemonic, list<Trait> traits = [],
                     Trait cost = GNN_OwnCost>
    : GNN_Op<mnemonic, [InferTypeOpAdaptor] # traits, cost>;

// A published layer: `gnn-decompose-layers` writes its formula in core ops, and
// lowerings know those only.
def GNN_Layer : NativeOpTrait<"PublishedLayer"> {
  let cppNamespace = "::mlir::gnn";
}

// Rows of the result are reduced over neighbours, or over the nodes of a graph.
def GNN_RowReduction : NativeOpTrait<"RowReduction"> {
  let cppNamespace = "::mlir::gnn";
}

class GNN_LayerOp<string mnemonic, list<Trait> traits = []>
    : GNN_InferredOp<mnemonic, [GNN_Layer] # traits>;

// An op on single elements whose result is like its first operand.
class GNN_ElementwiseOp<string mnemonic, Trait cost, list<Trait> traits = []>
    : GNN_Op<mnemonic, [
        AllTypesMatch<["x", "result"]>,
        DeclareOpInterfaceMethods<GNN_ElementwiseOpInterface>] # traits, cost> {
  let results = (outs GNN_Features:$result);
}

// Linear in rows.
defvar GNN_RowLinear = DeclareOpInterfaceMethods<GNN_RowLinearOpInterface>;

// Rows of `x` plus multiples of the same rows of `y`.
def GNN_RowSumTrait : NativeOpTrait<"RowSum"> {
  let cppNamespace = "::mlir::gnn";
}
def GNN_RowSum : TraitList<[
    DeclareOpInterfaceMethods<GNN_RowLinearOpInterface, ["buildRowMap"]>,
    GNN_RowSumTrait]>;

#endif // GNN_BASE

//===- ChannelOpInterface.td - Which dimensions share channels - -*- tablegen -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_CHANNELOPINTERFACE
#define GNN_CHANNELOPINTERFACE

include "mlir/IR/OpBase.td"

def GNN_ChannelOpInterface : OpInterface<"ChannelOpInterface"> {
  let cppNamespace = "::mlir::gnn";
  let description = [{
    What an op knows about channels: which index of which dimension of its
    operands and results is the same channel, so that all of them must stay or
    go together; and what follows for a channel of the result from what is known
    of the operands' channels. `Analysis/ChannelGroups` closes the links over a
    module, `Analysis/DeadChannels` reads the values; neither knows an op.
  }];
  let methods = [
    InterfaceMethod<[{
        Appends the op's links. A link says that channel `i` of `from` is
        channel `offset + i` of `to`, or `offset + i mod modulus` where a modulus
        is given. Dimensions without a link (nodes, edges) are not channels.
      }],
      "void", "getChannelLinks",
      (ins "::llvm::SmallVectorImpl<::mlir::gnn::ChannelLink> &":$links)>,
    InterfaceMethod<[{
        Whether each channel of the result depends on the other channels of the
        operands, as in a softmax over channels. Removing a channel then changes
        those that stay, so such an op pins what must be kept exactly.
      }],
      "bool", "couplesChannels", (ins), [{}], [{ return false; }]>,
    InterfaceMethod<[{
        Called when channels are gone from the types of operands and results: sets
        the attributes that count them.
      }],
      "void", "followChannels", (ins), [{}], [{ return; }]>,
    InterfaceMethod<[{
        Sets what is known of the result's channels: which have the same constant
        in every row, and which are equal for every input. The operands' come from
        `values`. An op that sets nothing is opaque: all its channels are taken
        to differ.
      }],
      "void", "getChannelValues",
      (ins "::mlir::gnn::ChannelValues &":$values)>
  ];
}

#endif // GNN_CHANNELOPINTERFACE

//===- ValueRangeOpInterface.td - Bounds of what ops compute -*- tablegen -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_VALUERANGEOPINTERFACE
#define GNN_VALUERANGEOPINTERFACE

include "mlir/IR/OpBase.td"

def GNN_ValueRangeOpInterface : OpInterface<"ValueRangeOpInterface"> {
  let cppNamespace = "::mlir::gnn";
  let description = [{
    What follows for the values of a result from bounds of the operands: an
    interval for each channel, and facts of whole rows, such as that they are not
    negative and sum to at most one. `Analysis/InputDomain` runs it over a
    function from the declared inputs; neither it nor those who use the bounds
    know an op.
  }];
  let methods = [
    InterfaceMethod<[{
        Sets bounds of the result that hold for every graph and all finite
        operands within theirs. What is not set is unknown.
      }],
      "void", "inferRanges", (ins "::mlir::gnn::ValueRanges &":$ranges)>,
    InterfaceMethod<[{
        The same for the difference of the results of two models that consist of
        the same ops with different parameters, on the same input. Bounds are
        those of real arithmetic, rounded outwards; what rounding adds to a
        result of either model is followed apart. What is not set is the
        difference of the bounds of both.
      }],
      "void", "inferDifference",
      (ins "::mlir::gnn::DifferenceRanges &":$differences)>,
    InterfaceMethod<[{
        Whether this channel of the result is that of the first operand for all
        operands within their bounds, as a ReLU's is where it is never negative.
      }],
      "bool", "isIdentityAt",
      (ins "::mlir::gnn::ValueRanges &":$ranges, "int64_t":$channel), [{}],
      [{ return false; }]>
  ];
}

#endif // GNN_VALUERANGEOPINTERFACE

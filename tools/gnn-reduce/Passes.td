//===- Passes.td - Reductions of gnn-reduce --------------- -*- tablegen -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_REDUCE_PASSES
#define GNN_REDUCE_PASSES

include "mlir/Pass/PassBase.td"

def ReduceOps : Pass<"gnn-reduce-ops", "ModuleOp"> {
  let summary = "Drop ops one by one while the module stays interesting";
  let description = [{
    Tries, for each op and until nothing more succeeds: to erase it where nobody
    reads it; to use an operand of the same type in its place; to make its result
    an argument of the function. A change stays where the module still verifies
    and the script `test`, called with a file name, ends with a status other
    than 0. What the module computes may change.

    Upstream's `reduction-tree` folds while it reduces, and crashes where what
    was interesting folds away; this pass folds nothing.

    With a script that looks for an ELU, `gnn-reduce --gnn-reduce-ops="test=elu.sh"`
    makes `only_the_elu` of `model`:

    ```mlir
    func.func @model(%x: tensor<?x4xf32>, %w: tensor<4x4xf32>) -> tensor<?x4xf32> {
      %y = gnn.linear %x, %w : (tensor<?x4xf32>, tensor<4x4xf32>) -> tensor<?x4xf32>
      %z = gnn.elu %y : tensor<?x4xf32>
      %p = gnn.log_softmax %z : tensor<?x4xf32>
      return %p : tensor<?x4xf32>
    }
    func.func @only_the_elu(%x: tensor<?x4xf32>, %w: tensor<4x4xf32>) -> tensor<?x4xf32> {
      %z = gnn.elu %x : tensor<?x4xf32>
      return %z : tensor<?x4xf32>
    }
    ```
  }];
  let options = [
    Option<"test", "test", "std::string", "",
           "The script that says by its exit status whether a file is interesting">
  ];
  let statistics = [
    Statistic<"numChanges", "changes", "Ops erased or replaced">
  ];
}

#endif // GNN_REDUCE_PASSES

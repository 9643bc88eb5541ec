//===- Passes.td - What upstream's way to LLVM lacks ----- -*- tablegen -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_TOLLVM_PASSES
#define GNN_TOLLVM_PASSES

include "mlir/Pass/PassBase.td"

def ApproximateMath : Pass<"gnn-approximate-math"> {
  let summary = "Replace exp, tanh and their like by polynomials";
  let description = [{
    On whole vectors and without a library: `math.exp` on a vector is a call for
    each lane otherwise. `exp` and `expm1` saturate at the normal finite numbers;
    for the others, upstream's polynomials are taken, which upstream offers as
    patterns and as a test pass only.

    ```mlir
    // RUN: gnn-opt --gnn-approximate-math
    // CHECK-LABEL: func.func @gate
    // CHECK-NOT: math.exp
    // CHECK: arith.shli
    func.func @gate(%x: vector<8xf32>) -> vector<8xf32> {
      %y = math.exp %x : vector<8xf32>
      return %y : vector<8xf32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::math::MathDialect",
                           "::mlir::vector::VectorDialect"];
}

def MergeAllocations : Pass<"gnn-merge-allocations", "::mlir::ModuleOp"> {
  let summary = "Allocate all temporaries of a function as one block";
  let description = [{
    A call that frees several large buffers gives their pages back to the system,
    and the next one faults them in again. One block is kept by the allocator,
    and is smaller: temporaries that are not alive at the same time share a slot,
    as large as the largest of them. With bytes(t) of each temporary,

    ```
    size(slot)  = max { bytes(t) : t in slot }, up to a multiple of 64
    offset(i)   = size(0) + ... + size(i - 1)
    ```

    Buffers whose size is not known when the function begins, since it is loaded
    from memory, and those that are allocated in loops stay as they are; remarks
    say which.

    ```mlir
    // RUN: gnn-opt --gnn-merge-allocations
    // CHECK: %[[BLOCK:.*]] = memref.alloc(%{{.*}}) {alignment = 64 : i64} : memref<?xi8>
    // CHECK: memref.view %[[BLOCK]][%{{.*}}][%{{.*}}] : memref<?xi8> to memref<?xf32>
    // CHECK: memref.view %[[BLOCK]][%{{.*}}][%{{.*}}] : memref<?xi8> to memref<?xf32>
    // CHECK: memref.dealloc %[[BLOCK]]
    func.func @forward(%rows: index, %x: f32) {
      %zero = arith.constant 0 : index
      %a = memref.alloc(%rows) : memref<?xf32>
      %b = memref.alloc(%rows) : memref<?xf32>
      memref.store %x, %a[%zero] : memref<?xf32>
      memref.store %x, %b[%zero] : memref<?xf32>
      memref.dealloc %a : memref<?xf32>
      memref.dealloc %b : memref<?xf32>
      return
    }
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::memref::MemRefDialect"];
}

def ScheduleOpenMPLoops : Pass<"gnn-schedule-openmp-loops"> {
  let summary = "Hand iterations of parallel loops out one at a time";
  let description = [{
    `convert-scf-to-openmp` leaves the static schedule, under which the thread
    that owns the hubs of a graph finishes last. An iteration of our loops is a
    chunk of rows, so taking them one by one balances and costs little: the
    threads share a counter,

    ```
    while ((i = counter.fetch_add(step)) < upper) body(i)
    ```

    OpenMP's own `schedule(dynamic)` does the same through calls that take about
    15 times as long (docs/rationale/parallel-loops.md), which small graphs
    notice. A loop with a single iteration runs without starting threads.

    ```mlir
    // RUN: gnn-opt --gnn-schedule-openmp-loops
    // CHECK: omp.parallel if(%{{.*}})
    // CHECK: scf.while
    // CHECK: memref.atomic_rmw addi
    func.func @chunks(%n: index) {
      %zero = arith.constant 0 : index
      %one = arith.constant 1 : index
      omp.parallel {
        omp.wsloop {
          omp.loop_nest (%i) : index = (%zero) to (%n) step (%one) {
            omp.yield
          }
        }
        omp.terminator
      }
      return
    }
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::memref::MemRefDialect",
                           "::mlir::omp::OpenMPDialect",
                           "::mlir::scf::SCFDialect"];
}

def VerifyLLVMLowering : Pass<"gnn-verify-llvm-lowering", "::mlir::ModuleOp"> {
  let summary = "Refuse a module in which something is not lowered";
  let description = [{
    Upstream's conversions are partial: what they do not know they leave. This
    pass names the first operation that is neither of the LLVM nor the OpenMP
    dialect, instead of a translation that fails later with less to say.

    ```mlir
    // RUN: gnn-opt --gnn-verify-llvm-lowering
    llvm.func @lowered() {
      llvm.return
    }
    ```
  }];
}

#endif // GNN_TOLLVM_PASSES

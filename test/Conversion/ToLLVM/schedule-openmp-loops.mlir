// RUN: gnn-opt %s --gnn-schedule-openmp-loops | FileCheck %s

// CHECK-LABEL: func.func @one_iteration_starts_no_thread
// CHECK-SAME: %[[N:.*]]: index
// CHECK-DAG: %[[ZERO:.*]] = arith.constant 0 : index
// CHECK-DAG: %[[ONE:.*]] = arith.constant 1 : index
// CHECK-DAG: %[[CHUNK:.*]] = arith.constant 1 : i32
// CHECK: %[[SPAN:.*]] = arith.subi %[[N]], %[[ZERO]]
// CHECK: %[[SEVERAL:.*]] = arith.cmpi sgt, %[[SPAN]], %[[ONE]]
// CHECK: omp.parallel if(%[[SEVERAL]])
// CHECK: omp.wsloop schedule(dynamic = %[[CHUNK]] : i32)
func.func @one_iteration_starts_no_thread(%n: index) {
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

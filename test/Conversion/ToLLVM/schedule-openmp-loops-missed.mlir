// RUN: gnn-opt %s --gnn-schedule-openmp-loops | FileCheck %s

// A schedule that somebody chose stays.

// CHECK-LABEL: func.func @keeps_a_schedule
// CHECK: omp.parallel {
// CHECK: omp.wsloop schedule(static)
func.func @keeps_a_schedule(%n: index) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  omp.parallel {
    omp.wsloop schedule(static) {
      omp.loop_nest (%i) : index = (%zero) to (%n) step (%one) {
        omp.yield
      }
    }
    omp.terminator
  }
  return
}

// Bounds inside the region cannot decide whether to enter it.

// CHECK-LABEL: func.func @bound_inside
// CHECK: omp.parallel {
// CHECK: omp.wsloop schedule(dynamic
func.func @bound_inside(%n: memref<index>) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  omp.parallel {
    %upper = memref.load %n[] : memref<index>
    omp.wsloop {
      omp.loop_nest (%i) : index = (%zero) to (%upper) step (%one) {
        omp.yield
      }
    }
    omp.terminator
  }
  return
}

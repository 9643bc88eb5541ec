// RUN: gnn-opt %s --gnn-schedule-openmp-loops --remarks-filter-missed="gnn-schedule.*" 2>&1 | FileCheck %s

// A schedule that somebody chose stays.

// CHECK: it has a schedule
// CHECK: it is not alone in a parallel region
// CHECK: it is not alone in a parallel region
// CHECK: it is not alone in a parallel region
// CHECK: it is not one loop of one block

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

// Nor is a bound that every thread computes for itself.

// CHECK-LABEL: func.func @bound_inside
// CHECK: omp.parallel {
// CHECK: omp.wsloop {
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

// Two loops need the barrier between them.

// CHECK-LABEL: func.func @two_loops
// CHECK-COUNT-2: omp.wsloop {
func.func @two_loops(%n: index) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  omp.parallel {
    omp.wsloop {
      omp.loop_nest (%i) : index = (%zero) to (%n) step (%one) {
        omp.yield
      }
    }
    omp.wsloop {
      omp.loop_nest (%i) : index = (%zero) to (%n) step (%one) {
        omp.yield
      }
    }
    omp.terminator
  }
  return
}

// CHECK-LABEL: func.func @two_dimensions
// CHECK: omp.wsloop {
func.func @two_dimensions(%n: index) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  omp.parallel {
    omp.wsloop {
      omp.loop_nest (%i, %j) : index = (%zero, %zero) to (%n, %n) step (%one, %one) {
        omp.yield
      }
    }
    omp.terminator
  }
  return
}

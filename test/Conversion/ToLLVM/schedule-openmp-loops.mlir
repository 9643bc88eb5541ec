// RUN: gnn-opt %s --gnn-schedule-openmp-loops | FileCheck %s

// The threads share a counter of the iterations that nobody has yet.

// CHECK-LABEL: func.func @counter
// CHECK-SAME: %[[N:[a-z0-9]+]]: index, %[[OUT:[a-z0-9]+]]: memref<?xindex>
// CHECK: %[[COUNTER:.*]] = memref.alloca() {alignment = 64 : i64} : memref<8xi64>
// CHECK-DAG: %[[TWO:.*]] = arith.constant 2 : index
// CHECK-DAG: %[[THREE:.*]] = arith.constant 3 : index
// CHECK: %[[SPAN:.*]] = arith.subi %[[N]], %[[TWO]]
// CHECK: %[[SEVERAL:.*]] = arith.cmpi sgt, %[[SPAN]], %[[THREE]]
// CHECK: %[[FIRST:.*]] = arith.index_cast %[[TWO]]
// CHECK: memref.store %[[FIRST]], %[[COUNTER]]
// CHECK: omp.parallel if(%[[SEVERAL]])
// CHECK:   scf.while
// CHECK:     %[[STEP:.*]] = arith.index_cast %[[THREE]]
// CHECK:     %[[TAKEN:.*]] = memref.atomic_rmw addi %[[STEP]], %[[COUNTER]]
// CHECK:     %[[NEXT:.*]] = arith.index_cast %[[TAKEN]]
// CHECK:     %[[LEFT:.*]] = arith.cmpi slt, %[[NEXT]], %[[N]]
// CHECK:     scf.condition(%[[LEFT]]) %[[NEXT]]
// CHECK:   ^bb0(%[[I:.*]]: index):
// CHECK:     memref.store %[[I]], %[[OUT]][%[[I]]]
// CHECK:     scf.yield
// CHECK:   omp.terminator
func.func @counter(%n: index, %out: memref<?xindex>) {
  %two = arith.constant 2 : index
  %three = arith.constant 3 : index
  omp.parallel {
    omp.wsloop {
      omp.loop_nest (%i) : index = (%two) to (%n) step (%three) {
        memref.store %i, %out[%i] : memref<?xindex>
        omp.yield
      }
    }
    omp.terminator
  }
  return
}

// A condition that somebody chose stays.

// CHECK-LABEL: func.func @keeps_a_condition
// CHECK-SAME: index, %[[CONDITION:[a-z0-9]+]]: i1
// CHECK: omp.parallel if(%[[CONDITION]])
// CHECK: memref.atomic_rmw
func.func @keeps_a_condition(%n: index, %condition: i1) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  omp.parallel if(%condition) {
    omp.wsloop {
      omp.loop_nest (%i) : index = (%zero) to (%n) step (%one) {
        omp.yield
      }
    }
    omp.terminator
  }
  return
}

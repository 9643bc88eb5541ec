// RUN: not gnn-opt %s --gnn-reorder-aggregation="order=first" 2>&1 | FileCheck %s
// RUN: not gnn-opt %s --gnn-reorder-aggregation="nodes=-1" 2>&1 | FileCheck %s --check-prefix=NODES
// RUN: not gnn-opt %s --gnn-reorder-aggregation="nodes=2 edges=2 self-loops=3" 2>&1 | FileCheck %s --check-prefix=LOOPS
// RUN: not gnn-opt %s --gnn-reorder-aggregation="threads=0" 2>&1 | FileCheck %s --check-prefix=THREADS
// RUN: not gnn-opt %s --gnn-reorder-aggregation="data=%t.none" 2>&1 | FileCheck %s --check-prefix=DATA
// RUN: not gnn-opt %s --gnn-reorder-aggregation="nodes=2 machine=%t.none" 2>&1 | FileCheck %s --check-prefix=DATA
// RUN: not gnn-opt %s --gnn-version-aggregation="threads=0" 2>&1 | FileCheck %s --check-prefix=THREADS
// RUN: not gnn-opt %s --gnn-version-aggregation="machine=%t.none" 2>&1 | FileCheck %s --check-prefix=VERSION

// CHECK: error: expects order to be auto, multiply-first, aggregate-first or keep but got first
// NODES: error: gnn-reorder-aggregation: expected nodes to be at least 0 but got -1
// LOOPS: error: gnn-reorder-aggregation: expected at most 2 self-loops, as there are edges, but got 3
// THREADS: error: gnn-{{reorder|version}}-aggregation: expected threads to be at least 1 but got 0
// DATA: error: gnn-reorder-aggregation: {{.*}}.none{{.*}}No such file
// VERSION: error: gnn-version-aggregation: {{.*}}.none{{.*}}No such file
func.func @f(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  return %x : tensor<?x2xf32>
}

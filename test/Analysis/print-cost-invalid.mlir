// RUN: not gnn-opt %s --gnn-print-cost="nodes=-1" 2>&1 | FileCheck %s --check-prefix=NODES
// RUN: not gnn-opt %s --gnn-print-cost="edges=2 self-loops=3" 2>&1 | FileCheck %s --check-prefix=LOOPS
// RUN: not gnn-opt %s --gnn-print-cost="threads=0" 2>&1 | FileCheck %s --check-prefix=THREADS
// RUN: not gnn-opt %s --gnn-print-cost="data=%t.none" 2>&1 | FileCheck %s --check-prefix=DATA
// RUN: not gnn-opt %s --gnn-print-cost="machine=%t.none" 2>&1 | FileCheck %s --check-prefix=DATA
// RUN: echo '{"name": "m", "cores": 2, "tiled_multiply_adds_per_second": 0}' > %t.json
// RUN: not gnn-opt %s --gnn-print-cost="machine=%t.json" 2>&1 | FileCheck %s --check-prefix=RATE
// RUN: echo '{"name": "m", "cores": 2, "vector_elements": 0}' > %t.json
// RUN: not gnn-opt %s --gnn-print-cost="machine=%t.json" 2>&1 | FileCheck %s --check-prefix=VECTOR
// RUN: echo '{"name": "m", "cores": 2, "vector_elements": 7.5}' > %t.json
// RUN: not gnn-opt %s --gnn-print-cost="machine=%t.json" 2>&1 | FileCheck %s --check-prefix=FRACTION
// RUN: echo '{"name": "m", "cores": 2, "vector_elements": "AVX2"}' > %t.json
// RUN: not gnn-opt %s --gnn-print-cost="machine=%t.json" 2>&1 | FileCheck %s --check-prefix=WORD
// RUN: not gnn-opt %s --gnn-print-cost 2>&1 | FileCheck %s --check-prefix=VALUE

// NODES: error: gnn-print-cost: expected nodes to be at least 0 but got -1
// LOOPS: error: gnn-print-cost: expected at most 2 self-loops, as there are edges, but got 3
// THREADS: error: gnn-print-cost: expected threads to be at least 1 but got 0
// DATA: error: gnn-print-cost: {{.*}}.none{{.*}}No such file
// RATE: error: gnn-print-cost: {{.*}}.json: expects tiled_multiply_adds_per_second to be above 0 but got 0
// VECTOR: error: gnn-print-cost: expected "vector_elements" to be from 1 to 65536 but got 0 at {{.*}}.json
// FRACTION: error: gnn-print-cost: expected "vector_elements" to be an integer but got 7.5 at {{.*}}.json
// WORD: error: gnn-print-cost: expected "vector_elements" to be an integer but got "AVX2" at {{.*}}.json
// VALUE: error: parameter 'w' expects a resource of 8 bytes but got none
ml_program.global private @w(dense_resource<absent> : tensor<2xf32>) : tensor<2xf32>

// A split of two of four nodes. The numbers are by hand: rows 0 and 2 of x are
// (1, -2) and (3, 0).

// RUN: %python %S/../tools/make_data.py %t.safetensors x=F32:[[1,-2],[5,5],[3,0],[7,7]] \
// RUN:   edge_index=I64:[[0,1,2],[0,1,3]] train_mask=BOOL:[true,false,true,false]
// RUN: gnn-opt %s --gnn-calibrate="data=%t.safetensors split=train" --gnn-print-statistics -o /dev/null 2>&1 | FileCheck %s
// CHECK:      statistics of @first: 2 channels, 2 rows, gram 2 x 2
// CHECK-NEXT:   channel        mean    mean_abs    variance       zeros         min         max     entropy
// CHECK-NEXT:         0           2           2           1           0           1           3    0.693147
// CHECK-NEXT:         1          -1           1           1         0.5          -2           0    0.693147
// CHECK-NEXT:   0 of 2 channels are 0 in every row

// relu(x (1, 1)^T) is 0 and 3; relu(x (-1, 0)^T) is 0.
// CHECK-NEXT: statistics of @second: 2 channels, 2 rows, gram 2 x 2
// CHECK-NEXT:   channel
// CHECK-NEXT:         0         1.5         1.5        2.25         0.5           0           3    0.693147
// CHECK-NEXT:         1           0           0           0           1           0           0           0
// CHECK-NEXT:   1 of 2 channels are 0 in every row

// The same from a file, in a second run that has no data.
// RUN: gnn-opt %s --gnn-calibrate="data=%t.safetensors save=%t.stats split=train" -o %t.mlir
// RUN: gnn-opt %s --gnn-calibrate="load=%t.stats split=train" --gnn-print-statistics -o /dev/null 2>&1 | FileCheck %s
// RUN: gnn-opt %s --gnn-calibrate="load=%t.stats data=%t.safetensors split=train" --gnn-print-statistics -o /dev/null 2>&1 | FileCheck %s

// And from the IR, as text and as bytecode.
// RUN: gnn-opt %t.mlir --gnn-print-statistics --emit-bytecode -o %t.mlirbc 2>&1 | FileCheck %s
// RUN: gnn-opt %t.mlirbc --gnn-print-statistics -o /dev/null 2>&1 | FileCheck %s

// Statistics of pruned inputs go, those of other weights stay.
// RUN: gnn-opt %t.mlir --gnn-prune-channels="ratio=0.5" --gnn-print-statistics --remarks-filter=prune -o /dev/null 2>&1 \
// RUN:   | FileCheck %s --check-prefix=PRUNED
// PRUNED: statistics of second dropped with its inputs
// PRUNED: statistics of @first
// PRUNED-NOT: statistics of @second

// RUN: gnn-opt %s --gnn-calibrate="data=%t.safetensors node-weights=degree max-gram=1" --gnn-print-statistics \
// RUN:   --remarks-filter=gnn-calibrate -o /dev/null 2>&1 | FileCheck %s --check-prefix=OPTIONS
// OPTIONS-DAG: no Gram matrix of first: 2 channels are more than max-gram=1
// OPTIONS-DAG: statistics of first over 3.00 rows
// OPTIONS: statistics of @first: 2 channels, 3 rows, no gram

ml_program.global private @first(dense<[[1.0, 1.0], [-1.0, 0.0]]> : tensor<2x2xf32>) : tensor<2x2xf32>
ml_program.global private @second(dense<1.0> : tensor<1x2xf32>) : tensor<1x2xf32>
func.func @forward(%graph: !gnn.graph, %x: tensor<?x2xf32>) -> tensor<?x1xf32> {
  %first = ml_program.global_load_const @first : tensor<2x2xf32>
  %second = ml_program.global_load_const @second : tensor<1x2xf32>
  %l = gnn.linear %x, %first : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  %h = gnn.relu %l : tensor<?x2xf32>
  %y = gnn.linear %h, %second : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}

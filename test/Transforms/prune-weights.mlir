// RUN: gnn-opt %s --gnn-prune-weights="sparsity=0.5" | FileCheck %s --check-prefixes=CHECK,GLOBAL
// RUN: gnn-opt %s --gnn-prune-weights="sparsity=0.5 scope=layer" | FileCheck %s --check-prefixes=CHECK,LAYER
// RUN: gnn-opt %s --gnn-prune-weights="sparsity=0.5 scope=output" | FileCheck %s --check-prefixes=CHECK,OUTPUT
// RUN: gnn-opt %s --gnn-prune-weights="threshold=3" | FileCheck %s --check-prefixes=CHECK,THRESHOLD
// RUN: gnn-opt %s --gnn-prune-weights="sparsity=0.5" --remarks-filter=prune -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK
// RUN: gnn-opt %s --gnn-prune-weights="sparsity=0.5 criterion=random seed=1" -o %t.1
// RUN: gnn-opt %s --gnn-prune-weights="sparsity=0.5 criterion=random seed=1" -o %t.2
// RUN: gnn-opt %s --gnn-prune-weights="sparsity=0.5 criterion=random seed=3" -o %t.3
// RUN: diff %t.1 %t.2
// RUN: not diff %t.1 %t.3

// Matrices that features are multiplied with, and no bias. The numbers 2, -3, -5,
// 5, 6 and 7 are 40000000, C0400000, C0A00000, 40A00000, 40C00000 and 40E00000,
// least significant byte first.

// GLOBAL-DAG:     @b.weight(dense<{{.*}}> : tensor<2x2xf32>) : tensor<2x2xf32>
// CHECK-DAG:     @a.weight(dense_resource<a.weight> : tensor<2x2xf32, #gnn.csr>) : tensor<2x2xf32, #gnn.csr>
// CHECK-DAG:     @a.bias(dense<0.000000e+00> : tensor<2xf32>) : tensor<2xf32>
// CHECK:         gnn.linear %{{.*}}, %{{.*}} bias %{{.*}} : (tensor<?x2xf32>, tensor<2x2xf32, #gnn.csr>, tensor<2xf32>) -> tensor<?x2xf32>

// Four of eight: the zero that is there already, 1, 2 and -3. Nothing goes from
// the second matrix.
// GLOBAL:        a.weight: "0x100000000000000000000000000000000000A0C0"

// 1 and 2; 0 and 5.
// LAYER:         a.weight: "0x100000000000000000000000000040C00000A0C0"
// LAYER:         b.weight: "0x100000000000C0400000E0400000000000000000"

// 1; -3; 6; 0.
// OUTPUT:        a.weight: "0x100000000000000000000040000000000000A0C0"
// OUTPUT:        b.weight: "0x10000000000000000000E0400000A04000000000"

// Smaller than 3: 1 and 2.
// THRESHOLD:     a.weight: "0x100000000000000000000000000040C00000A0C0"

// REMARK: remark: [Passed] gnn-prune-weights | Category:prune | Remark="3 of 4 weights of a.weight: pruned", criterion=magnitude
// REMARK: Remark="4 of 8 weights are zero"
ml_program.global private @a.weight(dense<[[1.0, 2.0], [-3.0, -5.0]]> : tensor<2x2xf32>) : tensor<2x2xf32>
ml_program.global private @a.bias(dense<0.0> : tensor<2xf32>) : tensor<2xf32>
ml_program.global private @b.weight(dense<[[6.0, 7.0], [5.0, 0.0]]> : tensor<2x2xf32>) : tensor<2x2xf32>
func.func @weights(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %a = ml_program.global_load_const @a.weight : tensor<2x2xf32>
  %c = ml_program.global_load_const @a.bias : tensor<2xf32>
  %b = ml_program.global_load_const @b.weight : tensor<2x2xf32>
  %h = gnn.linear %x, %a bias %c : (tensor<?x2xf32>, tensor<2x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  %y = gnn.linear %h, %b : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

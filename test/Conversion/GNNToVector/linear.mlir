// RUN: gnn-opt %s --convert-gnn-to-vector --canonicalize --cse | FileCheck %s
// RUN: gnn-opt %s --convert-gnn-to-vector=vector-width=16 --canonicalize --cse | FileCheck %s --check-prefix=WIDE
// RUN: gnn-opt %s --convert-gnn-to-vector --remarks-filter=convert-gnn-to-vector -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK

// Constants as their readers want them; the parameters are gone.

// CHECK-NOT: ml_program
// CHECK-DAG: memref.global "private" constant @dense.panels8 : memref<6x8xf32> = dense_resource<dense.panels8> {alignment = 64 : i64}
// CHECK-DAG: memref.global "private" constant @dense.transposed : memref<3x16xf32>
// CHECK-DAG: memref.global "private" constant @sparse.csr.pointers : memref<17xi32>
// CHECK-DAG: memref.global "private" constant @sparse.csr.inputs : memref<1xi32>
// CHECK-DAG: memref.global "private" constant @sparse.csr.values : memref<1xf32>
// WIDE-DAG: memref.global "private" constant @dense.panels16 : memref<3x16xf32>
ml_program.global private @dense(dense<0.5> : tensor<16x3xf32>) : tensor<16x3xf32>
ml_program.global private @sparse(dense<0.0> : tensor<16x3xf32, #gnn.csr>) : tensor<16x3xf32, #gnn.csr>
ml_program.global private @full(dense<0.5> : tensor<16x3xf32, #gnn.csr>) : tensor<16x3xf32, #gnn.csr>

// Six rows by two vectors are summed in registers; then rows one by one.

// CHECK-LABEL: func.func @register_tile
// CHECK: %[[PANELS:.*]] = memref.get_global @dense.panels8
// CHECK: scf.for %[[ROW:.*]] = %{{.*}} to %{{.*}} step %c6
// CHECK: scf.for %[[I:.*]] = %c0 to %c3 step %c1 iter_args(
// CHECK-COUNT-2: vector.load %[[PANELS]]
// CHECK-COUNT-12: vector.fma {{.*}} : vector<8xf32>
// CHECK-NOT: vector.fma
// CHECK: scf.yield
// CHECK: scf.for %{{.*}} = %{{.*}} to %{{.*}} step %c1 {
// CHECK-COUNT-2: vector.fma
// CHECK-NOT: vector.fma
// WIDE-LABEL: func.func @register_tile
// WIDE-COUNT-8: vector.fma {{.*}} : vector<16xf32>
// WIDE: scf.yield
func.func @register_tile(%x: tensor<?x3xf32>) -> tensor<?x16xf32> {
  %w = ml_program.global_load_const @dense : tensor<16x3xf32>
  %y = gnn.linear %x, %w : (tensor<?x3xf32>, tensor<16x3xf32>) -> tensor<?x16xf32>
  return %y : tensor<?x16xf32>
}

// CHECK-LABEL: func.func @sparse_rows
// CHECK: scf.for %[[ROW:.*]] =
// CHECK: scf.for %[[P:.*]] = %{{.*}} iter_args({{.*}}) -> (vector<8xf32>, vector<8xf32>)
// CHECK-COUNT-2: vector.fma
// CHECK-NOT: vector.fma
func.func @sparse_rows(%x: tensor<?x3xf32, #gnn.csr>) -> tensor<?x16xf32> {
  %w = ml_program.global_load_const @dense : tensor<16x3xf32>
  %y = gnn.linear %x, %w : (tensor<?x3xf32, #gnn.csr>, tensor<16x3xf32>) -> tensor<?x16xf32>
  return %y : tensor<?x16xf32>
}

// Rows lie in the lanes, and stored weights go by.

// REMARK-DAG: [Passed] SparseWeight {{.*}}"0 of 48 weights stored"
// CHECK-LABEL: func.func @sparse_weight
// CHECK: memref.alloca() {alignment = 64 : i64} : memref<3x32xf32>
// CHECK: memref.load %{{.*}} : memref<1xi32>
// CHECK-COUNT-4: vector.fma
// CHECK-NOT: vector.fma
func.func @sparse_weight(%x: tensor<?x3xf32>) -> tensor<?x16xf32> {
  %w = ml_program.global_load_const @sparse : tensor<16x3xf32, #gnn.csr>
  %y = gnn.linear %x, %w : (tensor<?x3xf32>, tensor<16x3xf32, #gnn.csr>) -> tensor<?x16xf32>
  return %y : tensor<?x16xf32>
}

// A weight without zeros is multiplied as a dense one.

// REMARK-DAG: [Missed] SparseWeight {{.*}}Reason="48 of 48 weights are not zero"
// CHECK-LABEL: func.func @too_few_zeros
// CHECK: memref.get_global @full.panels8
// CHECK-COUNT-12: vector.fma
func.func @too_few_zeros(%x: tensor<?x3xf32>) -> tensor<?x16xf32> {
  %w = ml_program.global_load_const @full : tensor<16x3xf32, #gnn.csr>
  %y = gnn.linear %x, %w : (tensor<?x3xf32>, tensor<16x3xf32, #gnn.csr>) -> tensor<?x16xf32>
  return %y : tensor<?x16xf32>
}

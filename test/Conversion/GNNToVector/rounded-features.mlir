// RUN: gnn-opt %s --convert-gnn-to-vector=features=bf16 --canonicalize --cse | FileCheck %s
// RUN: gnn-opt %s --convert-gnn-to-vector | FileCheck %s --check-prefix=DEFAULT --implicit-check-not=bf16
// RUN: gnn-opt %s --convert-gnn-to-vector=features=f32 | FileCheck %s --check-prefix=DEFAULT --implicit-check-not=bf16
// RUN: gnn-opt %s --convert-gnn-to-vector=features=bf16 --remarks-filter=convert-gnn-to-vector -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK
// RUN: gnn-opt %s --gnn-to-cpu-pipeline=features=bf16 | FileCheck %s --check-prefix=LLVM
// RUN: gnn-opt %s --gnn-to-object-pipeline=features=bf16 | FileCheck %s --check-prefix=LLVM
// RUN: gnn-compile %s --features=bf16 --emit=asm --target=x86-64-v3 -o - | FileCheck %s --check-prefix=ASM --implicit-check-not=truncsfbf2
// RUN: gnn-compile %s --features=bf16 --emit=asm --target=x86-64 -o /dev/null
// RUN: gnn-compile %s --features=bf16 --emit=asm --target=x86-64-v4 -o /dev/null

// What is only gathered is written as bf16 by the op that computes it. Sums are
// of f32, in registers as before.

// DEFAULT: func.func @written_at_once
// CHECK-LABEL: func.func @written_at_once
// CHECK: memref.alloc({{.*}}) {{.*}} : memref<?xbf16>
// CHECK: scf.parallel
// CHECK: %[[Y:.*]] = arith.addf
// CHECK: %[[BITS:.*]] = arith.bitcast %[[Y]] : vector<8xf32> to vector<8xi32>
// CHECK: %[[NAN:.*]] = arith.cmpf uno, %[[Y]], %[[Y]]
// CHECK: %[[QUIET:.*]] = arith.ori %[[BITS]], %{{.*}} : vector<8xi32>
// CHECK: %[[ROUNDED:.*]] = arith.select %[[NAN]], %[[QUIET]], %{{.*}} : vector<8xi1>, vector<8xi32>
// CHECK: %[[UPPER:.*]] = arith.shrui %[[ROUNDED]]
// CHECK: %[[SHORT:.*]] = arith.trunci %[[UPPER]] : vector<8xi32> to vector<8xi16>
// CHECK: %[[STORED:.*]] = arith.bitcast %[[SHORT]] : vector<8xi16> to vector<8xbf16>
// CHECK: vector.store %[[STORED]], %[[GATHERED:.*]][{{.*}}] : memref<?x16xbf16
// CHECK: %[[SUMS:.*]]:8 = scf.for %{{.*}} iter_args(%[[SUM:[^ ]*]] = 
// CHECK: %[[LOADED:.*]] = vector.load %[[GATHERED]][{{.*}}] : memref<?x16xbf16{{.*}}>, vector<8xbf16>
// CHECK: %[[SHORT:.*]] = arith.bitcast %[[LOADED]] : vector<8xbf16> to vector<8xi16>
// CHECK: %[[LONG:.*]] = arith.extui %[[SHORT]] : vector<8xi16> to vector<8xi32>
// CHECK: %[[SHIFTED:.*]] = arith.shli %[[LONG]], %{{.*}} : vector<8xi32>
// CHECK: %[[WIDE:.*]] = arith.bitcast %[[SHIFTED]] : vector<8xi32> to vector<8xf32>
// CHECK: arith.addf %[[SUM]], %[[WIDE]] {{.*}} : vector<8xf32>
// CHECK: vector.store %{{.*}} : memref<?x16xf32
// REMARK: Passed{{.*}}RoundFeatures{{.*}}gathers features that are stored as bf16
// LLVM: llvm.zext {{.*}} : vector<8xi16> to vector<8xi32>
// ASM: vpmovzxwd
// ASM: vpslld $16
func.func @written_at_once(%graph: !gnn.graph, %x: tensor<?x16xf32>, %z: tensor<?x16xf32>) -> tensor<?x16xf32> {
  %y = gnn.add %x, %z : tensor<?x16xf32>
  %s = gnn.aggregate sum %graph, %y : (!gnn.graph, tensor<?x16xf32>) -> tensor<?x16xf32>
  return %s : tensor<?x16xf32>
}

// The caller's features are copied, and prefetched in lines of 32.

// DEFAULT: func.func @copied
// CHECK-LABEL: func.func @copied
// CHECK-SAME: %[[X:[^:]*]]: memref<?x64xf32, strided<[?, 1]>>, %{{[^:]*}}: memref<?x64xf32
// CHECK: memref.alloc({{.*}}) {{.*}} : memref<?xbf16>
// CHECK: scf.parallel
// CHECK-COUNT-8: vector.load %[[X]]
// CHECK-NOT: vector.load %[[X]]
// CHECK: scf.parallel
// CHECK: scf.parallel
// CHECK-COUNT-2: memref.prefetch %{{.*}} : memref<?x64xbf16
// CHECK-NOT: memref.prefetch
// CHECK-COUNT-8: arith.shli
// CHECK-NOT: vector.load %[[X]]
// REMARK: Missed{{.*}}RoundFeatures{{.*}}gathers a copy in bf16: the caller or another op has these features in f32
func.func @copied(%graph: !gnn.graph, %x: tensor<?x64xf32>) -> tensor<?x64xf32> {
  %y = gnn.aggregate max %graph, %x : (!gnn.graph, tensor<?x64xf32>) -> tensor<?x64xf32>
  return %y : tensor<?x64xf32>
}

// What another op reads too stays f32 for it, and so do rows of a batch, which
// are read once.

// DEFAULT: func.func @two_readers
// CHECK-LABEL: func.func @two_readers
// CHECK-DAG: memref.alloc({{.*}}) {{.*}} : memref<?xf32>
// CHECK-DAG: memref.alloc({{.*}}) {{.*}} : memref<?xbf16>
// CHECK: return
// REMARK: Missed{{.*}}RoundFeatures{{.*}}gathers a copy in bf16
func.func @two_readers(%graph: !gnn.graph, %x: tensor<?x8xf32>) -> (tensor<?x8xf32>, tensor<?x8xf32>) {
  %r = gnn.relu %x : tensor<?x8xf32>
  %y = gnn.aggregate mean %graph, %r : (!gnn.graph, tensor<?x8xf32>) -> tensor<?x8xf32>
  %n = gnn.log_softmax %r : tensor<?x8xf32>
  return %y, %n : tensor<?x8xf32>, tensor<?x8xf32>
}

// A node's own row is read as its neighbours read it, where it is added to
// their sum: nothing is left that would read f32.

// DEFAULT: func.func @own_row
// CHECK-LABEL: func.func @own_row
// CHECK: memref.alloc(%{{.*}}) {{.*}} : memref<?xbf16>
// CHECK-NOT: memref.alloc(%
// CHECK: memref.dealloc %{{.*}} : memref<64x8xf32>
// CHECK: %[[OWN:.*]] = arith.bitcast %{{.*}} : vector<8xi32> to vector<8xf32>
// CHECK: %[[M:.*]] = memref.load %{{.*}} : memref<?xf32>
// CHECK: %[[ALL:.*]] = vector.broadcast %[[M]]
// CHECK: arith.mulf %[[ALL]], %[[OWN]]
// CHECK: return
// REMARK: Passed{{.*}}RoundFeatures
func.func @own_row(%graph: !gnn.graph, %x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  %m = gnn.missing_self_loops %graph : (!gnn.graph) -> tensor<?xf32>
  %r = gnn.relu %x : tensor<?x8xf32>
  %s = gnn.aggregate sum %graph, %r : (!gnn.graph, tensor<?x8xf32>) -> tensor<?x8xf32>
  %y = gnn.add_scaled_rows %s, %r, %m : (tensor<?x8xf32>, tensor<?x8xf32>, tensor<?xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// DEFAULT: func.func @pooled
// CHECK-LABEL: func.func @pooled
// CHECK-NOT: bf16
// CHECK: return
func.func @pooled(%x: tensor<?x8xf32>, %ptr: tensor<?xi64>) -> tensor<?x8xf32> {
  %r = gnn.relu %x : tensor<?x8xf32>
  %y = gnn.pool mean %r, %ptr : (tensor<?x8xf32>, tensor<?xi64>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// DEFAULT: func.func @attention
// CHECK-LABEL: func.func @attention
// CHECK: memref.alloc({{.*}}) {{.*}} : memref<?xbf16>
// CHECK: vector.load %{{.*}} : memref<?x8xbf16{{.*}}>, vector<8xbf16>
// CHECK: arith.bitcast %{{.*}} : vector<8xi32> to vector<8xf32>
// CHECK-NEXT: vector.fma %{{.*}} : vector<8xf32>
// REMARK: Passed{{.*}}RoundFeatures
func.func @attention(%graph: !gnn.graph, %x: tensor<?x8xf32>, %s: tensor<?x1xf32>) -> tensor<?x8xf32> {
  %r = gnn.relu %x : tensor<?x8xf32>
  %y = gnn.attention %graph, %r, %s, %s {negative_slope = 2.000000e-01 : f64} : (!gnn.graph, tensor<?x8xf32>, tensor<?x1xf32>, tensor<?x1xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// RUN: gnn-opt %s --convert-gnn-to-vector --canonicalize --cse | FileCheck %s
// RUN: gnn-opt %s --convert-gnn-to-vector=features=bf16 --canonicalize --cse | FileCheck %s --check-prefix=ROUNDED
// RUN: gnn-opt %s --convert-gnn-to-vector --remarks-filter=convert-gnn-to-vector -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK

// Rows are scaled beforehand where they have many readers and a cache holds them:
// 18 edges a node for 24 channels, and 2^25 bytes. Otherwise there is memory for no
// rows, each edge scales what it reads, and so does the node its own row.

// CHECK-LABEL: func.func @caller_features
// CHECK-SAME: %[[PTR:[^ ]*]]: memref<?xi64>, %[[COL:[^ ]*]]: memref<?xi32>, %[[X:[^:]*]]: memref<?x24xf32, {{[^:]*}}>, %[[C:[^:]*]]: memref<?xf32>
// CHECK-DAG: %[[C1152:.*]] = arith.constant 1152 : index
// CHECK-DAG: %[[MOST:.*]] = arith.constant 349526 : index
// CHECK-DAG: %[[NONE:.*]] = arith.constant 0 : index
// CHECK-DAG: %[[EDGES:.*]] = memref.dim %[[COL]]
// CHECK-DAG: %[[NODES:.*]] = memref.dim %[[X]]
// CHECK: %[[FEW:.*]] = arith.muli %[[NODES]], %[[C1152]]
// CHECK: %[[MANY:.*]] = arith.cmpi slt, %[[FEW]]
// CHECK: %[[SMALL:.*]] = arith.cmpi slt, %[[NODES]], %[[MOST]]
// CHECK: %[[STORED:.*]] = arith.andi %[[MANY]], %[[SMALL]]
// CHECK: %[[COUNT:.*]] = arith.select %[[STORED]], %[[NODES]], %[[NONE]]
// CHECK: %[[SIZE:.*]] = arith.muli %[[COUNT]]
// CHECK: %[[SCALED:.*]] = memref.alloc(%[[SIZE]])
// CHECK: scf.if %[[STORED]] {
// CHECK-NOT: memref.load %[[C]]
// CHECK: } else {
// CHECK: scf.parallel
// CHECK: scf.for {{.*}} iter_args(%[[SUM:[^ ]*]] = {{.*}}) -> (vector<8xf32>, vector<8xf32>, vector<8xf32>)
// CHECK: %[[FACTOR:.*]] = memref.load %[[C]]
// CHECK: %[[ALL:.*]] = vector.broadcast %[[FACTOR]]
// CHECK: %[[READ:.*]] = vector.load %[[X]]
// CHECK: %[[TERM:.*]] = arith.mulf %[[READ]], %[[ALL]]
// CHECK: arith.addf %[[SUM]], %[[TERM]]
// CHECK: vector.load %[[X]]
// CHECK: memref.load %[[C]]
// CHECK: memref.dealloc
// CHECK-NEXT: return
// REMARK: Passed{{.*}}ScaledGather{{.*}}scaled when gathered, up to 18 edges a node
// ROUNDED-LABEL: func.func @caller_features
// ROUNDED-NOT: scf.if {{.*}} else
// ROUNDED: memref.alloc({{.*}}) {{.*}} : memref<?xbf16>
func.func @caller_features(%g: !gnn.graph, %x: tensor<?x24xf32>, %c: tensor<?xf32>, %m: tensor<?xf32>) -> tensor<?x24xf32> {
  %s = gnn.scale_rows %x, %c : (tensor<?x24xf32>, tensor<?xf32>) -> tensor<?x24xf32>
  %a = gnn.aggregate sum %g, %s : (!gnn.graph, tensor<?x24xf32>) -> tensor<?x24xf32>
  %y = gnn.add_scaled_rows %a, %s, %m : (tensor<?x24xf32>, tensor<?x24xf32>, tensor<?xf32>) -> tensor<?x24xf32>
  return %y : tensor<?x24xf32>
}

// What another op computes is scaled with its rows in registers.

// CHECK-LABEL: func.func @computed_features
// CHECK-NOT: } else {
// CHECK: return
func.func @computed_features(%g: !gnn.graph, %x: tensor<?x24xf32>, %c: tensor<?xf32>) -> tensor<?x24xf32> {
  %r = gnn.relu %x : tensor<?x24xf32>
  %s = gnn.scale_rows %r, %c : (tensor<?x24xf32>, tensor<?xf32>) -> tensor<?x24xf32>
  %y = gnn.aggregate sum %g, %s : (!gnn.graph, tensor<?x24xf32>) -> tensor<?x24xf32>
  return %y : tensor<?x24xf32>
}

// A maximum does not multiply, and two readers share what is stored.

// CHECK-LABEL: func.func @other_readers
// CHECK-NOT: } else {
// CHECK: return
func.func @other_readers(%g: !gnn.graph, %x: tensor<?x24xf32>, %c: tensor<?xf32>, %w: tensor<?x1xf32>) -> (tensor<?x24xf32>, tensor<?x24xf32>) {
  %s = gnn.scale_rows %x, %c : (tensor<?x24xf32>, tensor<?xf32>) -> tensor<?x24xf32>
  %y = gnn.aggregate sum %g, %s weights %w : (!gnn.graph, tensor<?x24xf32>, tensor<?x1xf32>) -> tensor<?x24xf32>
  %t = gnn.scale_rows %y, %c : (tensor<?x24xf32>, tensor<?xf32>) -> tensor<?x24xf32>
  %a = gnn.aggregate sum %g, %t : (!gnn.graph, tensor<?x24xf32>) -> tensor<?x24xf32>
  %b = gnn.aggregate mean %g, %t : (!gnn.graph, tensor<?x24xf32>) -> tensor<?x24xf32>
  return %a, %b : tensor<?x24xf32>, tensor<?x24xf32>
}

// RUN: gnn-opt %s --convert-gnn-to-vector --canonicalize --cse | FileCheck %s
// RUN: gnn-opt %s --convert-gnn-to-vector=vector-width=16 --canonicalize --cse | FileCheck %s --check-prefix=WIDE

// Constants as their readers want them; the parameters are gone.

// CHECK: #[[$UNROLL:.*]] = #llvm.loop_unroll<disable = true>
// CHECK: #[[$ROLLED:.*]] = #llvm.loop_annotation<unroll = #[[$UNROLL]]>
// CHECK-NOT: ml_program
// CHECK-DAG: memref.global "private" constant @dense.panels16 : memref<48xf32> = dense_resource<dense.panels16> {alignment = 64 : i64}
// CHECK-DAG: memref.global "private" constant @dense.transposed : memref<3x16xf32>
// CHECK-DAG: memref.global "private" constant @many.panels16 : memref<312xf32>
// CHECK-DAG: memref.global "private" constant @sparse.csr.pointers : memref<17xi32>
// CHECK-DAG: memref.global "private" constant @sparse.csr.lines32 : memref<1xi64>
// CHECK-DAG: memref.global "private" constant @sparse.csr.values : memref<4xf32>
// CHECK-DAG: memref.global "private" constant @tall.csr152.pointers : memref<33xi32>
// CHECK-DAG: memref.global "private" constant @tall.csr152.lines32 : memref<1201xi64>
// CHECK-DAG: memref.global "private" constant @tall.csr152.values : memref<4804xf32>
// CHECK-DAG: memref.global "private" constant @blocks.blocks16.pointers : memref<3xi32>
// CHECK-DAG: memref.global "private" constant @blocks.blocks16.inputs : memref<2xi32>
// CHECK-DAG: memref.global "private" constant @blocks.blocks16.values : memref<32xf32>
// WIDE-DAG: memref.global "private" constant @blocks.joint32.pointers : memref<2xi32>
// WIDE-DAG: memref.global "private" constant @blocks.joint32.inputs : memref<1xi32>
// WIDE-DAG: memref.global "private" constant @blocks.joint32.values : memref<32xf32>
// WIDE-DAG: memref.global "private" constant @blocks.single16.pointers : memref<3xi32>
// WIDE-DAG: memref.global "private" constant @uneven.joint32x16.inputs : memref<2xi32>
// WIDE-DAG: memref.global "private" constant @uneven.joint32x16.values : memref<48xf32>
// WIDE-DAG: memref.global "private" constant @uneven.single16x16.pointers : memref<4xi32>
// WIDE-DAG: memref.global "private" constant @uneven.single16x16.inputs : memref<1xi32>
// WIDE-DAG: memref.global "private" constant @dense.panels16 : memref<48xf32>
// WIDE-DAG: memref.global "private" constant @many.panels64 : memref<336xf32>
// WIDE-DAG: memref.global "private" constant @tall.csr112.lines64 : memref<1201xi64>
// WIDE-DAG: memref.global "private" constant @few.csr.pointers : memref<2xi32>
// WIDE-DAG: memref.global "private" constant @few.csr.lines32 : memref<1xi64>
// WIDE-DAG: memref.global "private" constant @few.csr.values : memref<4xf32>
ml_program.global private @dense(dense<0.5> : tensor<16x3xf32>) : tensor<16x3xf32>
ml_program.global private @wide(dense<0.5> : tensor<16x256xf32>) : tensor<16x256xf32>
ml_program.global private @many(dense<0.5> : tensor<100x3xf32>) : tensor<100x3xf32>
ml_program.global private @sparse(dense<0.0> : tensor<16x3xf32, #gnn.csr>) : tensor<16x3xf32, #gnn.csr>
ml_program.global private @tall(dense<0.5> : tensor<16x300xf32, #gnn.csr>) : tensor<16x300xf32, #gnn.csr>
ml_program.global private @nothing(dense<0.0> : tensor<4x0xf32, #gnn.csr>) : tensor<4x0xf32, #gnn.csr>
ml_program.global private @few(dense<0.0> : tensor<1x200xf32, #gnn.csr>) : tensor<1x200xf32, #gnn.csr>
ml_program.global private @blocks(dense<[
    [0.0], [0.0], [0.0], [0.0], [0.0], [0.0], [0.0], [0.0], [0.0], [0.0], [0.0], [0.0], [0.0], [0.0], [0.0], [1.0],
    [1.0], [0.0], [0.0], [0.0], [0.0], [0.0], [0.0], [0.0], [0.0], [0.0], [0.0], [0.0], [0.0], [0.0], [0.0], [0.0]]>
  : tensor<32x1xf32, #gnn.block<16>>) : tensor<32x1xf32, #gnn.block<16>>
// Of the first pair of blocks both have input 0, and one has input 1; the last
// block is alone.
ml_program.global private @uneven(dense<[
    [1.0, 1.0], [1.0, 1.0], [1.0, 1.0], [1.0, 1.0], [1.0, 1.0], [1.0, 1.0], [1.0, 1.0], [1.0, 1.0],
    [1.0, 1.0], [1.0, 1.0], [1.0, 1.0], [1.0, 1.0], [1.0, 1.0], [1.0, 1.0], [1.0, 1.0], [1.0, 1.0],
    [1.0, 0.0], [1.0, 0.0], [1.0, 0.0], [1.0, 0.0], [1.0, 0.0], [1.0, 0.0], [1.0, 0.0], [1.0, 0.0],
    [1.0, 0.0], [1.0, 0.0], [1.0, 0.0], [1.0, 0.0], [1.0, 0.0], [1.0, 0.0], [1.0, 0.0], [1.0, 0.0],
    [1.0, 0.0]]>
  : tensor<33x2xf32, #gnn.block<16>>) : tensor<33x2xf32, #gnn.block<16>>

// Six rows by two vectors are summed in registers; the last rows are clamped to
// the last one, in a tile of the same size.

// CHECK-LABEL: func.func @register_tile
// CHECK: %[[PANELS:.*]] = memref.get_global @dense.panels16
// CHECK: scf.for %[[ROW:.*]] = %{{.*}} to %{{.*}} step %c6
// CHECK: scf.for %[[I:.*]] = %c0 to %c3 step %c1 iter_args(
// CHECK-COUNT-2: vector.load %[[PANELS]]
// CHECK-COUNT-12: vector.fma {{.*}} : vector<8xf32>
// CHECK-NOT: vector.fma
// CHECK: scf.yield
// CHECK: scf.if
// CHECK-COUNT-6: arith.minsi
// CHECK: scf.for %{{.*}} = %c0 to %c3 step %c1 iter_args(
// CHECK-COUNT-12: vector.fma
// CHECK-NOT: vector.fma
// An address serves three rows that follow each other.
// WIDE-LABEL: func.func @register_tile
// WIDE: memref.reinterpret_cast %[[X:.*]] to offset: [%{{.*}}], sizes: [3], strides: [%[[STRIDE:.*]]] :
// WIDE-NOT: llvm.fence
// WIDE-COUNT-3: vector.fma {{.*}} : vector<16xf32>
// WIDE: memref.reinterpret_cast %[[X]] to offset: [%{{.*}}], sizes: [3], strides: [%[[STRIDE]]] :
// WIDE-COUNT-3: vector.fma
// WIDE: sizes: [3]
// WIDE-COUNT-3: vector.fma
// WIDE: sizes: [3]
// WIDE-COUNT-3: vector.fma
// WIDE-NOT: vector.fma
// WIDE: scf.yield
func.func @register_tile(%x: tensor<?x3xf32>) -> tensor<?x16xf32> {
  %w = ml_program.global_load_const @dense : tensor<16x3xf32>
  %y = gnn.linear %x, %w : (tensor<?x3xf32>, tensor<16x3xf32>) -> tensor<?x16xf32>
  return %y : tensor<?x16xf32>
}

// Blocks of outputs become a loop; the last one takes along a single vector,
// which repeats some outputs.

// CHECK-LABEL: func.func @many_outputs
// CHECK: scf.for %{{.*}} = %c0 to %c10 step %c2
// CHECK: scf.for %{{.*}} step %c6
// CHECK-COUNT-12: vector.fma
// CHECK: scf.for %{{.*}} step %c4
// CHECK-COUNT-3: vector.load {{.*}} : memref<312xf32>, vector<8xf32>
// CHECK-COUNT-12: vector.fma
// CHECK: vector.store {{.*}}, %c92]
// WIDE-LABEL: func.func @many_outputs
// WIDE: scf.for %{{.*}} step %c6
// WIDE-COUNT-24: vector.fma
// WIDE: vector.store {{.*}}, %c84]
func.func @many_outputs(%x: tensor<?x3xf32>) -> tensor<?x100xf32> {
  %w = ml_program.global_load_const @many : tensor<100x3xf32>
  %y = gnn.linear %x, %w : (tensor<?x3xf32>, tensor<100x3xf32>) -> tensor<?x100xf32>
  return %y : tensor<?x100xf32>
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

// Rows lie in the lanes, and stored weights go by. Behind the panel is a line of
// zeros. What a panel's sums are written to is asked for before. Each vector of
// an output has two sums. Four weights are a step, which is read while the one
// before is multiplied.

// CHECK-LABEL: func.func @sparse_weight
// CHECK: %[[LINES:.*]] = memref.get_global @sparse.csr.lines32
// CHECK: %[[VALUES:.*]] = memref.get_global @sparse.csr.values
// CHECK: %[[PANEL:.*]] = memref.alloca() {alignment = 64 : i64} : memref<128xf32>
// CHECK: vector.store %[[ZERO:.*]], %[[PANEL]][%c96]
// CHECK: vector.store %[[ZERO]], %[[PANEL]][%c120]
// CHECK: vector.shuffle
// CHECK: vector.store %{{.*}}, %[[PANEL]]
// CHECK-COUNT-32: memref.prefetch %{{.*}}, write, locality<3>, data
// CHECK: %[[FIRST_WEIGHTS:.*]] = vector.load %[[VALUES]]
// CHECK: %[[FIRST_LINES:.*]] = memref.load %[[LINES]]
// CHECK: scf.for %{{.*}} iter_args(%[[WEIGHTS:.*]] = %[[FIRST_WEIGHTS]], %[[STEP_LINES:.*]] = %[[FIRST_LINES]]) -> (vector<4xf32>, i64)
// CHECK: scf.for %{{.*}} iter_args({{.*}}%[[W:.*]] = %[[WEIGHTS]], %[[L:.*]] = %[[STEP_LINES]]) -> ({{(vector<8xf32>, ){8}()}}vector<4xf32>, i64)
// CHECK: vector.load %[[VALUES]]
// CHECK: memref.load %[[LINES]]
// CHECK: arith.trunci %[[L]] : i64 to i16
// CHECK: vector.shuffle %[[W]], %[[W]] [0, 0, 0, 0, 0, 0, 0, 0]
// CHECK-COUNT-4: vector.fma
// CHECK: arith.shrui %[[L]], %c16_i64
// CHECK: vector.shuffle %[[W]], %[[W]] [1, 1, 1, 1, 1, 1, 1, 1]
// CHECK-COUNT-4: vector.fma
// CHECK: arith.shrui %[[L]], %c32_i64
// CHECK-COUNT-4: vector.fma
// CHECK: arith.shrui %[[L]], %c48_i64
// CHECK-COUNT-4: vector.fma
// CHECK-NOT: vector.fma
// CHECK: scf.yield
// CHECK-COUNT-4: arith.addf
// CHECK-NOT: arith.addf
// CHECK: vector.shuffle
func.func @sparse_weight(%x: tensor<?x3xf32>) -> tensor<?x16xf32> {
  %w = ml_program.global_load_const @sparse : tensor<16x3xf32, #gnn.csr>
  %y = gnn.linear %x, %w : (tensor<?x3xf32>, tensor<16x3xf32, #gnn.csr>) -> tensor<?x16xf32>
  return %y : tensor<?x16xf32>
}

// Inputs come in blocks whose panel stays in the L1 cache, the last one moved
// left. Each output of each block asks for its share of the rows that follow:
// of 32 rows of 19 lines 19, by 2 x 16. The sums wait in memory of the thread.

// CHECK-LABEL: func.func @blocks_of_inputs
// CHECK: %[[PANEL:.*]] = memref.alloca() {alignment = 64 : i64} : memref<4896xf32>
// CHECK: %[[SUMS:.*]] = memref.alloca() {alignment = 64 : i64} : memref<512xf32>
// CHECK: arith.muli %{{.*}}, %c19
// CHECK: memref.prefetch %{{.*}}, read, locality<2>, data
// CHECK-COUNT-16: vector.fma
// CHECK-COUNT-4: vector.store %{{.*}}, %[[SUMS]]
// CHECK: %c148
// CHECK: vector.shuffle
// CHECK-COUNT-4: vector.load %[[SUMS]]
// CHECK-COUNT-16: vector.fma
// CHECK-NOT: vector.fma
// CHECK: vector.load %[[SUMS]]
// CHECK: vector.shuffle
// WIDE-LABEL: func.func @blocks_of_inputs
// WIDE: memref.alloca() {alignment = 64 : i64} : memref<7232xf32>
// WIDE: memref.alloca() {alignment = 64 : i64} : memref<1024xf32>
// WIDE: -> ({{(vector<16xf32>, ){8}()}}vector<4xf32>, i64)
// WIDE-COUNT-16: vector.fma
func.func @blocks_of_inputs(%x: tensor<?x300xf32>) -> tensor<?x16xf32> {
  %w = ml_program.global_load_const @tall : tensor<16x300xf32, #gnn.csr>
  %y = gnn.linear %x, %w : (tensor<?x300xf32>, tensor<16x300xf32, #gnn.csr>) -> tensor<?x16xf32>
  return %y : tensor<?x16xf32>
}

// Outputs of few weights have all inputs in one block, in lines of two vectors,
// of which each has four sums.

// WIDE-LABEL: func.func @few_weights
// WIDE: memref.alloca() {alignment = 64 : i64} : memref<6432xf32>
// WIDE: memref.alloca() {alignment = 64 : i64} : memref<32xf32>
// WIDE: -> ({{(vector<16xf32>, ){8}()}}vector<4xf32>, i64)
// WIDE-COUNT-8: vector.fma
// WIDE-NOT: vector.fma
// WIDE: scf.yield
// WIDE-COUNT-6: arith.addf
func.func @few_weights(%x: tensor<?x200xf32>) -> tensor<?x1xf32> {
  %w = ml_program.global_load_const @few : tensor<1x200xf32, #gnn.csr>
  %y = gnn.linear %x, %w : (tensor<?x200xf32>, tensor<1x200xf32, #gnn.csr>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}

// Without inputs there is no panel: the dense form takes it.

// CHECK-LABEL: func.func @no_inputs
// CHECK-NOT: memref.alloca
// CHECK: vector.store
func.func @no_inputs(%x: tensor<?x0xf32>) -> tensor<?x4xf32> {
  %w = ml_program.global_load_const @nothing : tensor<4x0xf32, #gnn.csr>
  %y = gnn.linear %x, %w : (tensor<?x0xf32>, tensor<4x0xf32, #gnn.csr>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// The dense tile, over a list of inputs. Where a vector is a whole block, those
// of two blocks that both have an input are multiplied at once, with x that are
// not read before their turn, and the others on their own.

// CHECK-LABEL: func.func @blocks_of_weights
// CHECK: scf.for %{{.*}} step %c6
// CHECK: %[[BEGIN:.*]] = memref.load %{{.*}} : memref<3xi32>
// CHECK: scf.for %{{.*}} iter_args(
// CHECK: %[[INPUT:.*]] = memref.load %{{.*}} : memref<2xi32>
// CHECK-COUNT-12: vector.fma
// CHECK-NOT: vector.fma
// CHECK: scf.yield
// WIDE-LABEL: func.func @blocks_of_weights
// WIDE: scf.for %{{.*}} step %c12
// WIDE: memref.load %{{.*}} : memref<2xi32>
// WIDE: scf.for %{{.*}} iter_args(
// WIDE-COUNT-2: vector.load %{{.*}} : memref<32xf32>, vector<16xf32>
// WIDE: sizes: [3]
// WIDE-COUNT-6: vector.fma
// WIDE-NOT: vector.fma
// WIDE: llvm.fence syncscope("singlethread") seq_cst
// WIDE: sizes: [3]
// WIDE-COUNT-6: vector.fma
// WIDE: llvm.fence
// WIDE: sizes: [3]
// WIDE-COUNT-6: vector.fma
// WIDE: llvm.fence
// WIDE: sizes: [3]
// WIDE-COUNT-6: vector.fma
// WIDE-NOT: llvm.fence
// WIDE: scf.yield
// WIDE: memref.load %{{.*}} : memref<3xi32>
// WIDE: scf.for %{{.*}} iter_args(
// WIDE-COUNT-12: vector.fma
// WIDE-NOT: vector.fma
// WIDE: scf.yield
// WIDE: scf.for %{{.*}} iter_args(
// WIDE-COUNT-12: vector.fma
// WIDE-NOT: vector.fma
// WIDE: scf.yield
func.func @blocks_of_weights(%x: tensor<?x1xf32>) -> tensor<?x32xf32> {
  %w = ml_program.global_load_const @blocks : tensor<32x1xf32, #gnn.block<16>>
  %y = gnn.linear %x, %w : (tensor<?x1xf32>, tensor<32x1xf32, #gnn.block<16>>) -> tensor<?x32xf32>
  return %y : tensor<?x32xf32>
}

func.func @uneven_blocks(%x: tensor<?x2xf32>) -> tensor<?x33xf32> {
  %w = ml_program.global_load_const @uneven : tensor<33x2xf32, #gnn.block<16>>
  %y = gnn.linear %x, %w : (tensor<?x2xf32>, tensor<33x2xf32, #gnn.block<16>>) -> tensor<?x33xf32>
  return %y : tensor<?x33xf32>
}

// Rows of the next block are asked for while this one is multiplied: of 24 rows
// of 16 lines 96 by each of 4 tiles, 8 of them before each 22 of the inputs.

// CHECK-LABEL: func.func @prefetched
// CHECK: %[[ROWS:.*]] = memref.dim %[[X:.*]], %c0
// CHECK: scf.for %{{.*}} step %c24
// CHECK: scf.for %{{.*}} step %c6
// CHECK: scf.for %[[PART:.*]] = %c0 to %c12 step %c1 iter_args(
// CHECK: %[[NUMBER:.*]] = arith.addi %{{.*}}, %[[PART]]
// CHECK: %[[LINE:.*]] = arith.muli %[[NUMBER]], %c8
// CHECK: scf.for %{{.*}} = %[[LINE]] to
// CHECK: memref.prefetch %{{.*}}, read, locality<2>, data
// CHECK: %[[BEGIN:.*]] = arith.muli %[[PART]], %c22
// CHECK: %[[NEXT:.*]] = arith.addi %[[BEGIN]], %c22
// CHECK: %[[END:.*]] = arith.minsi %[[NEXT]], %c256
// CHECK: scf.for %{{.*}} = %[[BEGIN]] to %[[END]] step %c1 iter_args(
// CHECK-COUNT-12: vector.fma
// CHECK: } {loop_annotation = #[[$ROLLED]]}
// CHECK-NOT: memref.prefetch
// CHECK: return

// One vector a row reads an x for every product. With vectors of 16, one row of
// three reads four inputs at once, and spreads them in registers.

// WIDE-LABEL: func.func @prefetched
// WIDE: scf.for %{{.*}} step %c12
// WIDE: scf.for %[[PART:.*]] = %c0 to %c24 step %c1 iter_args(
// WIDE: %[[BEGIN:.*]] = arith.muli %[[PART]], %c12
// WIDE: scf.for %{{.*}} = %[[BEGIN]] to %{{.*}} step %c4 iter_args(
// WIDE-COUNT-4: llvm.call_intrinsic "llvm.arithmetic.fence"(%{{.*}}) : (vector<16xf32>) -> vector<16xf32>
// WIDE-NOT: llvm.call_intrinsic
// WIDE: vector.shuffle %{{.*}}, %{{.*}} [0, 0, 0, 0, 4, 4, 4, 4, 8, 8, 8, 8, 12, 12, 12, 12]
// WIDE: sizes: [3]
// WIDE-COUNT-2: memref.load
// WIDE-NOT: memref.load
// WIDE: vector.shuffle
// WIDE-COUNT-48: vector.fma
// WIDE-NOT: vector.fma
// WIDE: scf.yield
func.func @prefetched(%x: tensor<?x256xf32>) -> tensor<?x16xf32> {
  %w = ml_program.global_load_const @wide : tensor<16x256xf32>
  %y = gnn.linear %x, %w : (tensor<?x256xf32>, tensor<16x256xf32>) -> tensor<?x16xf32>
  return %y : tensor<?x16xf32>
}

// At most 64 chunks, each of whole tiles, and all about as long.

// CHECK-LABEL: func.func @even_chunks
// CHECK: %[[ROWS:.*]] = memref.dim %{{.*}}, %c0
// CHECK: %[[PLUS:.*]] = arith.addi %[[ROWS]], %c383
// CHECK: %[[FOURTH:.*]] = arith.divui %[[PLUS]], %c384
// CHECK: %[[WANTED:.*]] = arith.muli %[[FOURTH]], %c4
// CHECK: %[[CHUNKS:.*]] = arith.minsi %[[WANTED]], %c64
// CHECK: scf.parallel (%[[CHUNK:.*]]) = (%c0) to (%[[CHUNKS]]) step (%c1) {
// CHECK: %[[SHARE:.*]] = arith.muli %[[CHUNK]], %[[ROWS]]
// CHECK: %[[EVEN:.*]] = arith.divui %[[SHARE]], %[[CHUNKS]]
// CHECK: %[[TILES:.*]] = arith.divui %[[EVEN]], %c12
// CHECK: %[[WHOLE:.*]] = arith.muli %[[TILES]], %c12
// CHECK: %[[IS_END:.*]] = arith.cmpi eq, %[[CHUNK]], %[[CHUNKS]]
// CHECK: %[[FROM:.*]] = arith.select %[[IS_END]], %[[ROWS]], %[[WHOLE]]
// CHECK: scf.for %{{.*}} = %[[FROM]] to
func.func @even_chunks(%x: tensor<?x3xf32>) -> tensor<?x16xf32> {
  %w = ml_program.global_load_const @dense : tensor<16x3xf32>
  %y = gnn.linear %x, %w : (tensor<?x3xf32>, tensor<16x3xf32>) -> tensor<?x16xf32>
  return %y : tensor<?x16xf32>
}

// RUN: gnn-opt %s --gnn-dispatch-cpu-versions | FileCheck %s
// RUN: gnn-opt %s --gnn-dispatch-cpu-versions --gnn-add-c-interface | FileCheck %s --check-prefix=C

!rows = memref<?x4xf32, strided<[?, 1]>>

module @gcn {

// Users see the function that they know.
// CHECK: func.func @forward(%[[A:.*]]: memref<{{.*}}>, %[[B:.*]]: memref<{{.*}}>) attributes {gnn.result_rows = ["nodes"], gnn.signature = {{[^{}]*}}} {
// CHECK: call @gnn.current_cpu()
// CHECK: scf.index_switch
// CHECK: case 3 {
// CHECK-NEXT: func.call @"forward.x86-64-v3"(%[[A]], %[[B]])
// CHECK: case 4 {
// CHECK-NEXT: func.call @"forward.x86-64-v4"(%[[A]], %[[B]])
// CHECK: default {
// CHECK-NEXT: func.call @"forward.x86-64"(%[[A]], %[[B]])
// CHECK: func.func private @"forward.x86-64"({{.*}}) attributes {llvm.linkage = #llvm.linkage<internal>, no_inline, target_cpu = "x86-64"} {
// CHECK-NEXT: memref.copy
func.func @forward(%a: !rows, %b: !rows)
    attributes {target_cpu = "x86-64", gnn.vector_width = 4 : i64,
                gnn.cpu_versions = [@"forward.x86-64-v3", @"forward.x86-64-v4"],
                gnn.signature = (tensor<?x4xf32>) -> tensor<?x4xf32>,
                gnn.result_rows = ["nodes"]} {
  memref.copy %a, %b : !rows to !rows
  return
}
func.func private @"forward.x86-64-v3"(%a: !rows, %b: !rows)
    attributes {target_cpu = "x86-64-v3"} {
  return
}
func.func private @"forward.x86-64-v4"(%a: !rows, %b: !rows)
    attributes {target_cpu = "x86-64-v4"} {
  return
}

// Without other versions there is still a choice of one; results are passed on.
// CHECK: func.func private @status() -> i32
// CHECK: %[[STATUS:.*]] = scf.index_switch
// CHECK-NEXT: case 3
// CHECK: return %[[STATUS]]
func.func private @status() -> i32
    attributes {target_cpu = "x86-64",
                gnn.cpu_versions = [@"status.x86-64-v3", @"status.x86-64-v4"]} {
  %status = arith.constant 5 : i32
  return %status : i32
}
func.func private @"status.x86-64-v3"() -> i32 attributes {target_cpu = "x86-64-v3"} {
  %status = arith.constant 5 : i32
  return %status : i32
}
func.func private @"status.x86-64-v4"() -> i32 attributes {target_cpu = "x86-64-v4"} {
  %status = arith.constant 5 : i32
  return %status : i32
}

// One variable, set once: by the first call, unless somebody has set it before.
// CHECK: llvm.mlir.global internal @gnn.cpu_level(0 : i32)
// CHECK: func.func private @gnn.current_cpu()
// CHECK: llvm.load %{{.*}} atomic monotonic
// CHECK: llvm.cmpxchg %{{.*}} monotonic monotonic

// CHECK: func.func private @gnn.best_version(%[[LEVEL:.*]]: i32) -> i32
// CHECK: %[[V3:.*]] = arith.constant 3
// CHECK: %[[IS_V3:.*]] = arith.cmpi sge, %[[LEVEL]], %[[V3]]
// CHECK: %[[LOW:.*]] = arith.select %[[IS_V3]], %[[V3]], %{{.*}}
// CHECK: %[[V4:.*]] = arith.constant 4
// CHECK: %[[IS_V4:.*]] = arith.cmpi sge, %[[LEVEL]], %[[V4]]
// CHECK: arith.select %[[IS_V4]], %[[V4]], %[[LOW]]

// C: func.func @gcn_use_cpu(%{{.*}}: i32) -> i32 {
}

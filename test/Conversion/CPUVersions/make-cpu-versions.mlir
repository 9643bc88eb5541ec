// RUN: gnn-opt %s --gnn-make-cpu-versions | FileCheck %s
// RUN: gnn-opt %s --gnn-make-cpu-versions=processors=x86-64-v4,x86-64 | FileCheck %s --check-prefix=TWO
// RUN: gnn-opt %s --gnn-make-cpu-versions=processors=x86-64-v3 | FileCheck %s --check-prefix=ONE

// Lowest first, in any order of the option. Copies keep nothing that speaks to
// users or to the passes behind.

// CHECK: func.func @forward(
// CHECK-SAME: gnn.cpu_versions = [@"forward.x86-64-v3", @"forward.x86-64-v4"]
// CHECK-SAME: gnn.prepared_by = @forward_prepare
// CHECK-SAME: gnn.vector_width = 8 : i64
// CHECK-SAME: target_cpu = "x86-64"
// CHECK: func.func private @"forward.x86-64-v3"(
// CHECK-SAME: attributes {gnn.vector_width = 8 : i64, llvm.linkage = #llvm.linkage<internal>, no_inline, target_cpu = "x86-64-v3"}
// CHECK-NEXT: gnn.relu
// CHECK: func.func private @"forward.x86-64-v4"(
// CHECK-SAME: attributes {gnn.vector_width = 16 : i64, llvm.linkage = #llvm.linkage<internal>, no_inline, target_cpu = "x86-64-v4"}
// CHECK-NEXT: gnn.relu
// CHECK: func.func @forward_prepare(
// CHECK-SAME: gnn.cpu_versions = [@"forward_prepare.x86-64-v3", @"forward_prepare.x86-64-v4"]

// TWO: gnn.cpu_versions = [@"forward.x86-64-v4"]
// TWO-SAME: target_cpu = "x86-64"
// TWO-NOT: x86-64-v3

// ONE: func.func @forward(
// ONE-SAME: gnn.cpu_versions = []
// ONE-SAME: target_cpu = "x86-64-v3"
// ONE-NOT: private @"forward
func.func @forward(%x: tensor<?x4xf32>) -> tensor<?x4xf32>
    attributes {gnn.prepared_by = @forward_prepare} {
  %y = gnn.relu %x : tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

func.func @forward_prepare(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  return %x : tensor<?x4xf32>
}

// What has no body has no versions.
// CHECK: func.func private @elsewhere(tensor<?x4xf32>)
// CHECK-NOT: elsewhere.
func.func private @elsewhere(tensor<?x4xf32>)

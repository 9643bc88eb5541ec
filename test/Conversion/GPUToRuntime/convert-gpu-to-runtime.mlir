// RUN: gnn-opt %s --convert-gpu-to-runtime --split-input-file | FileCheck %s

// The image, and what the runtime knows of it.
// CHECK-DAG: llvm.mlir.global internal constant @kernels_image("ptx\00") {addr_space = 0 : i32, alignment = 64 : i64}
// CHECK-DAG: llvm.mlir.global internal constant @kernels_name("kernels\00")
// CHECK: llvm.mlir.global internal @kernels_module() {{.*}} : !llvm.struct<(ptr, ptr, ptr)>
// CHECK: llvm.mlir.addressof @kernels_image
// CHECK: llvm.mlir.addressof @kernels_name
// CHECK: llvm.mlir.zero

// CHECK-LABEL: func.func @forward
// CHECK-SAME: -> i32
// CHECK-DAG: %[[SLOTS:.*]] = llvm.alloca %{{.*}} x !llvm.ptr :
// CHECK-DAG: %[[SESSION:.*]] = llvm.call @gnn_gpu_begin() : () -> !llvm.ptr
// CHECK: %[[MEMORY:.*]] = llvm.call @gnn_gpu_alloc(%[[SESSION]],
// Memory space 1 stays in the types, and is nothing to the host.
// CHECK: llvm.addrspacecast %[[MEMORY]] : !llvm.ptr to !llvm.ptr<1>
// CHECK: llvm.call @gnn_gpu_fill(%[[SESSION]],
// CHECK: llvm.call @gnn_gpu_copy(%[[SESSION]],
// CHECK: %[[MODULE:.*]] = llvm.mlir.addressof @kernels_module
// CHECK: %[[NAME:.*]] = llvm.mlir.addressof @scale_name
// CHECK: llvm.call @gnn_gpu_launch(%[[SESSION]], %[[MODULE]], %[[NAME]], {{.*}}, %[[SLOTS]])
// CHECK: llvm.call @gnn_gpu_copy(%[[SESSION]],
// CHECK: llvm.call @gnn_gpu_free(%[[SESSION]],
// CHECK: %[[STATUS:.*]] = llvm.call @gnn_gpu_end(%[[SESSION]])
// CHECK: return %[[STATUS]] : i32
module attributes {gpu.container_module} {
  gpu.binary @kernels [#gpu.object<#nvvm.target, assembly = "ptx">]
  func.func @forward(%x: memref<?x3xf32, strided<[?, 1]>>, %n: index) {
    %c1 = arith.constant 1 : index
    %c128 = arith.constant 128 : index
    %zero = arith.constant 0.0 : f32
    %d = gpu.alloc (%n) : memref<?x4xf32, 1>
    gpu.memset %d, %zero : memref<?x4xf32, 1>, f32
    %part = memref.subview %d[0, 0] [%n, 3] [1, 1] : memref<?x4xf32, 1> to memref<?x3xf32, strided<[4, 1]>, 1>
    gpu.memcpy %part, %x : memref<?x3xf32, strided<[4, 1]>, 1>, memref<?x3xf32, strided<[?, 1]>>
    gpu.launch_func @kernels::@scale blocks in (%n, %c1, %c1)
        threads in (%c128, %c1, %c1) args(%d : memref<?x4xf32, 1>, %n : index, %zero : f32)
    gpu.memcpy %x, %part : memref<?x3xf32, strided<[?, 1]>>, memref<?x3xf32, strided<[4, 1]>, 1>
    gpu.dealloc %d : memref<?x4xf32, 1>
    return
  }

  // CHECK-LABEL: func.func @host_only
  // CHECK-NOT: gnn_gpu
  // CHECK: return{{$}}
  func.func @host_only(%x: memref<?xf32>) {
    return
  }
}

// -----

// Of several objects, the one that is chosen. Bitcode states its size.
// CHECK: llvm.mlir.global internal constant @kernels_image("\DE\C0\17\0B\00\00\00\00\14\00\00\00\05\00\00\00\00\00\00\00BCode\00")
module attributes {gpu.container_module} {
  gpu.binary @kernels <#gpu.select_object<1>> [#gpu.object<#nvvm.target, assembly = "ptx">, #gpu.object<#nvvm.target, offload = "BCode">]
}

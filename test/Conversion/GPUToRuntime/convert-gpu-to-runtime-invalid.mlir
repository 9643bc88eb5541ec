// RUN: gnn-opt %s --convert-gpu-to-runtime --split-input-file --verify-diagnostics

module attributes {gpu.container_module} {
  // expected-error @below {{'gpu.binary' op expects its handler to select one of its 1 objects}}
  gpu.binary @kernels <#gpu.select_object<1>> [#gpu.object<#nvvm.target, assembly = "ptx">]
}

// -----

// expected-error @below {{'func.func' op expects no results beside the status but has 1}}
func.func @f() -> index {
  %c1 = arith.constant 1 : index
  %d = gpu.alloc () : memref<4xf32>
  gpu.dealloc %d : memref<4xf32>
  return %c1 : index
}

// -----

func.func @f() {
  // expected-error @below {{'gpu.wait' op expects no async tokens: all calls of a session happen in order}}
  %t = gpu.wait async
  return
}

// -----

func.func @f(%x: memref<4x4xf32, strided<[1, 4]>>) {
  %d = gpu.alloc () : memref<4x4xf32>
  // expected-error @below {{'gpu.memcpy' op expects rows of neighbouring elements but got 'memref<4x4xf32, strided<[1, 4]>>'}}
  gpu.memcpy %d, %x : memref<4x4xf32>, memref<4x4xf32, strided<[1, 4]>>
  return
}

// -----

func.func @f(%x: memref<4xi8>, %v: i8) {
  // expected-error @below {{'gpu.memset' op expects contiguous 32-bit elements but got 'memref<4xi8>'}}
  gpu.memset %x, %v : memref<4xi8>, i8
  return
}

// -----

func.func @f() {
  // expected-error @below {{'gpu.barrier' op is not known to the GPU runtime}}
  gpu.barrier
  return
}

// -----

module attributes {gpu.container_module} {
  gpu.module @kernels {
    gpu.func @k() kernel {
      gpu.return
    }
  }
  func.func @f() {
    %c1 = arith.constant 1 : index
    // expected-error @below {{'gpu.launch_func' op expects gpu-module-to-binary to have made @kernels}}
    gpu.launch_func @kernels::@k blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
    return
  }
}

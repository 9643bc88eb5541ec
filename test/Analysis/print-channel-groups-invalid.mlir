// A channel group can be printed of anything; what does not say what its
// channels are is frozen, and only IR that is wrong itself is refused.
// RUN: not gnn-opt %s --gnn-print-channel-groups="inputs=perhaps" 2>&1 | FileCheck %s

// CHECK: invalid value
func.func @forward(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  return %x : tensor<?x8xf32>
}

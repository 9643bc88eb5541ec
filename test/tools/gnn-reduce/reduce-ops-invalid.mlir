// RUN: not gnn-reduce %s --gnn-reduce-ops="test=%t.absent" 2>&1 | FileCheck %s --check-prefix=ABSENT
// RUN: not gnn-reduce %s --gnn-reduce-ops 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: mkdir -p %t && cp %S/Inputs/has.sh %t/has-elu.sh
// RUN: not gnn-reduce %s --gnn-reduce-ops="test=%t/has-elu.sh" 2>&1 | FileCheck %s

// ABSENT: error: gnn-reduce-ops expects an executable script but got test='{{.*}}.absent'
// NONE: error: gnn-reduce-ops expects an executable script but got test=''
// CHECK: error: gnn-reduce-ops expects a module that {{.*}}has-elu.sh finds interesting (a status other than 0) but got 0
func.func @model(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  %y = gnn.relu %x : tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

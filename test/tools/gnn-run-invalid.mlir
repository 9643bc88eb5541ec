// Every bad input gets one clear error, exit 1, and no output file.

// RUN: %python %S/make_data.py %t.safetensors 'x=F32:[[1,2]]' 'edge_index=I64:[[],[]]' \
// RUN:   'y=I64:[-1]' 'test_mask=BOOL:[true]' 'cube=F32:[[[1]]]'
// RUN: not gnn-run %t.none --data=%t.safetensors 2>&1 | FileCheck %s --check-prefix=NO-MODEL
// NO-MODEL: gnn-run: error: {{.*}}.none{{.*}}o such file

// RUN: echo 'func.func @forward() {' > %t.bad.mlir
// RUN: not gnn-run %t.bad.mlir --data=%t.safetensors 2>&1 | FileCheck %s --check-prefix=BAD-MODEL
// BAD-MODEL: .bad.mlir:{{[0-9]+}}:{{[0-9]+}}: error: expected
// BAD-MODEL: gnn-run: error: cannot read the model "{{.*}}.bad.mlir"

// RUN: not gnn-run %s --data=%t.none 2>&1 | FileCheck %s --check-prefix=NO-DATA
// NO-DATA: gnn-run: error: {{.*}}.none{{.*}}o such file

// RUN: not gnn-run %s --data=%t.safetensors --reorder=best 2>&1 | FileCheck %s --check-prefix=REORDER
// REORDER: gnn-run: error: expected --reorder=none, degree or rcm but got best
// RUN: not gnn-run %s --data=%t.safetensors --reorder=rcm --engine=reference 2>&1 | FileCheck %s --check-prefix=REORDER-ENGINE
// REORDER-ENGINE: gnn-run: error: expected --engine=jit with --reorder

// RUN: head -c 100 %t.safetensors > %t.cut.safetensors
// RUN: not gnn-run %s --data=%t.cut.safetensors --output=%t.out 2>&1 | FileCheck %s --check-prefix=CUT
// CUT: gnn-run: error: {{.*}}.cut.safetensors: {{.*}}expected
// RUN: not ls %t.out

// RUN: not gnn-run %s --data=%t.safetensors --function=main 2>&1 | FileCheck %s --check-prefix=FUNCTION
// FUNCTION: gnn-run-invalid.mlir: expected a function "main" but the module has "forward", "scalars", "declared"

// RUN: not gnn-run %s --data=%t.safetensors --function=scalars 2>&1 | FileCheck %s --check-prefix=SCALARS
// SCALARS: gnn-run-invalid.mlir: function "scalars": expects argument 0 to be a graph, features tensor<?xFxf32> or segment pointers tensor<?xi64> but got tensor<?xf32>

// RUN: not gnn-run %s --data=%t.safetensors --function=declared 2>&1 | FileCheck %s --check-prefix=DECLARED
// DECLARED: gnn-run-invalid.mlir: function "declared": expects a body but got a declaration

// RUN: not gnn-run %s --data=%t.safetensors --split=holdout 2>&1 | FileCheck %s --check-prefix=SPLIT
// SPLIT: .safetensors: expected a split of the data set (all, test) but got "holdout"

// RUN: not gnn-run %s --data=%t.safetensors --engine=reference --split=test 2>&1 | FileCheck %s --check-prefix=UNLABELLED
// UNLABELLED: .safetensors: expected a split with labels but none of its 1 items has one

// RUN: not gnn-run %s --data=%t.safetensors --compare=%t.safetensors 2>&1 | FileCheck %s --check-prefix=NO-LOGITS
// NO-LOGITS: .safetensors: expected a tensor "ref.logits" or "logits" but the file has neither

// RUN: not gnn-run %s --data=%t.safetensors --compare=%t.safetensors:z 2>&1 | FileCheck %s --check-prefix=NO-TENSOR
// NO-TENSOR: .safetensors: {{.*}}"z"

// RUN: not gnn-run %s --data=%t.safetensors --compare=%t.safetensors:cube 2>&1 | FileCheck %s --check-prefix=CUBE
// CUBE: .safetensors: tensor "cube": expected shape [rows, classes] but got [1, 1, 1]

// RUN: %python %S/make_data.py %t.wide.safetensors 'logits=F32:[[1,2,3]]' 'x=F32:[[1,2,3]]' 'edge_index=I64:[[],[]]'
// RUN: not gnn-run %s --data=%t.safetensors --engine=reference --compare=%t.wide.safetensors 2>&1 | FileCheck %s --check-prefix=SHAPE
// SHAPE: .wide.safetensors: expected logits of the reference's shape [1, 3] but got [1, 2]

// RUN: not gnn-run %s --data=%t.wide.safetensors --engine=reference 2>&1 | FileCheck %s --check-prefix=WIDTH
// WIDTH: .wide.safetensors: function "forward": expects 2 features per node but the data has 3

// RUN: not gnn-run %s --data=%t.safetensors --engine=reference --output=%t.none/logits 2>&1 | FileCheck %s --check-prefix=OUTPUT
// OUTPUT: gnn-run: error: {{.*}}.none/logits

// RUN: not gnn-run %s --data=%t.safetensors --engine=gpu 2>&1 | FileCheck %s --check-prefix=ENGINE
// ENGINE: Cannot find option named 'gpu'
// RUN: not gnn-run %s --data=%t.safetensors --repeat=-1 2>&1 | FileCheck %s --check-prefix=REPEAT
// REPEAT: '-1' value invalid
// RUN: not gnn-run %s 2>&1 | FileCheck %s --check-prefix=USAGE
// USAGE: must be specified at least once

func.func @forward(%x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  return %x : tensor<?x2xf32>
}

func.func @scalars(%x: tensor<?xf32>) -> tensor<?xf32> {
  return %x : tensor<?xf32>
}

func.func private @declared(tensor<?x2xf32>) -> tensor<?x2xf32>

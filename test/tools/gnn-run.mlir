// RUN: %python %S/make_data.py %t.safetensors 'x=F32:[[1,2],[3,0],[5,4]]' \
// RUN:   'edge_index=I64:[[0,2,1],[1,1,2]]' 'y=I64:[0,1,0]' \
// RUN:   'test_mask=BOOL:[true,true,true]' 'train_mask=BOOL:[false,true,false]'
// RUN: gnn-run %s --data=%t.safetensors --engine=reference --split=test \
// RUN:   | FileCheck %s --check-prefix=TEXT
// RUN: gnn-run %s --data=%t.safetensors --engine=reference --split=test --json \
// RUN:   | FileCheck %s --check-prefix=JSON
// RUN: gnn-run %s --data=%t.safetensors --engine=reference --json \
// RUN:   | FileCheck %s --check-prefix=BARE
// RUN: gnn-run %s --data=%t.safetensors --engine=reference --split=train --json \
// RUN:   | FileCheck %s --check-prefix=TRAIN
// RUN: gnn-run %s --data=%t.safetensors --engine=reference --repeat=3 --json \
// RUN:   | FileCheck %s --check-prefix=LATENCY
// RUN: gnn-run %s --data=%t.safetensors --engine=reference --repeat=3 \
// RUN:   | FileCheck %s --check-prefix=LATENCY-TEXT

// Sums of neighbours, (0, 0), (6, 6), (3, 0), turned over by the weight: rows
// predict 0, 0, 1.

ml_program.global private @lin.weight(dense<[[0.0, 1.0], [1.0, 0.0]]> : tensor<2x2xf32>) : tensor<2x2xf32>

func.func @forward(%graph: !gnn.graph, %x: tensor<?x2xf32>) -> tensor<?x2xf32> {
  %w = ml_program.global_load_const @lin.weight : tensor<2x2xf32>
  %h = gnn.aggregate sum %graph, %x : (!gnn.graph, tensor<?x2xf32>) -> tensor<?x2xf32>
  %y = gnn.linear %h, %w : (tensor<?x2xf32>, tensor<2x2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// TEXT:      accuracy {{ *}}33.33 % of 3
// TEXT-NEXT: macro F1 {{ *}}0.2500
// TEXT-NEXT: micro F1 {{ *}}0.3333
// TEXT-NEXT: recall by class {{ *}}0.500 0.000
// TEXT-NEXT: parameters {{ *}}4, nonzero 2
// TEXT-NEXT: multiply-adds {{ *}}{{[0-9]+}}
// TEXT-NEXT: peak memory {{ *}}{{[0-9.]+}} MiB
// TEXT-NOT:  {{.}}

// JSON:      {"accuracy":0.3333{{[0-9]*}},"macro_f1":0.25,"micro_f1":0.3333{{[0-9]*}},
// JSON-SAME: "recall":[0.5,0],"parameters":4,"nonzero_parameters":2,
// JSON-SAME: "multiply_adds":{{[1-9][0-9]*}},"peak_bytes":{{[1-9][0-9]*}}}

// BARE:      {"parameters":4,"nonzero_parameters":2,"multiply_adds":{{[0-9]+}},"peak_bytes":{{[0-9]+}}}

// TRAIN:     {"accuracy":0,"macro_f1":0,"micro_f1":0,"recall":[0,0],

// LATENCY:   "latency_ms":{"median":{{[0-9.e-]+}},"min":{{[0-9.e-]+}},"p95":{{[0-9.e-]+}}}
// LATENCY:   "prepare_ms":{"median":{{[0-9.e-]+}},"min":{{[0-9.e-]+}},"p95":{{[0-9.e-]+}}}

// LATENCY-TEXT: latency {{ *}}median {{[0-9.]+}} ms, min {{[0-9.]+}} ms, p95 {{[0-9.]+}} ms
// LATENCY-TEXT: graph preparation {{ *}}median {{[0-9.]+}} ms, min {{[0-9.]+}} ms, p95 {{[0-9.]+}} ms

// RUN: gnn-opt %s --gnn-select-sparse-format=format=csr --split-input-file --verify-diagnostics
// RUN: not gnn-opt %s --gnn-select-sparse-format=vector-widths=8,0 2>&1 | FileCheck %s --check-prefix=WIDTH
// WIDTH: error: expects every one of vector-widths to be at least 1 but got 0

// expected-error @+1 {{expects format to be auto, dense, block, unstructured or keep but got 'csr'}}
module {}

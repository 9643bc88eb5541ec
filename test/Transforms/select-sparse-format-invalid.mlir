// RUN: gnn-opt %s --gnn-select-sparse-format=format=csr --split-input-file --verify-diagnostics

// expected-error @+1 {{expects format to be auto, dense, block, unstructured or keep but got 'csr'}}
module {}

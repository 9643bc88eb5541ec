// RUN: gnn-opt %s --gnn-prune-weights="pattern=1:2 ledger=%t.json" -o /dev/null
// RUN: %python -m json.tool --sort-keys %t.json | FileCheck %s --check-prefix=GROUPS
// RUN: gnn-opt %s --gnn-prune-weights="sparsity=0.5 criterion=wanda scope=layer compensate=true ledger=%t.json" -o /dev/null
// RUN: %python -m json.tool --sort-keys %t.json | FileCheck %s --check-prefix=REFIT

// GROUPS:      "weights": [
// GROUPS:          "criterion": "magnitude",
// GROUPS-NEXT:     "elements": 2,
// GROUPS-NEXT:     "parameter": "w",
// GROUPS-NEXT:     "pass": "gnn-prune-weights",
// GROUPS-NEXT:     "pattern": "1:2",
// GROUPS-NEXT:     "removed": 1,
// GROUPS-NEXT:     "rows": {
// GROUPS-NOT:      "threshold"

// The largest score that went is 1 * sqrt(2 * (1 + 1)).
// REFIT:      "weights": [
// REFIT:          "compensated": true,
// REFIT-NEXT:     "criterion": "wanda",
// REFIT-NEXT:     "elements": 2,
// REFIT-NEXT:     "parameter": "w",
// REFIT-NEXT:     "pass": "gnn-prune-weights",
// REFIT-NEXT:     "removed": 1,
// REFIT:          "threshold": 2
ml_program.global private @w(dense<[[1.0, 2.0]]> : tensor<1x2xf32>) : tensor<1x2xf32> {gnn.statistics = {
  rows = 2.0 : f64,
  mean = dense<[1.0, 1.0]> : tensor<2xf64>, mean_abs = dense<[1.0, 1.0]> : tensor<2xf64>,
  variance = dense<[1.0, 0.0]> : tensor<2xf64>, zeros = dense<0.0> : tensor<2xf64>,
  min = dense<[0.0, 1.0]> : tensor<2xf64>, max = dense<[2.0, 1.0]> : tensor<2xf64>,
  entropy = dense<0.0> : tensor<2xf64>,
  gram = dense<[[4.0, 2.0], [2.0, 2.0]]> : tensor<2x2xf64>}}
func.func @compensate(%x: tensor<?x2xf32>) -> tensor<?x1xf32> {
  %w = ml_program.global_load_const @w : tensor<1x2xf32>
  %y = gnn.linear %x, %w : (tensor<?x2xf32>, tensor<1x2xf32>) -> tensor<?x1xf32>
  return %y : tensor<?x1xf32>
}

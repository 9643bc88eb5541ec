// RUN: not gnn-opt %s --gnn-print-statistics="channels=-2" 2>&1 | FileCheck %s --check-prefix=CHANNELS
// Checks of each kind of damage: test/Unit/Analysis/FeatureStatisticsTest.cpp.
// RUN: not gnn-opt %s --gnn-print-statistics 2>&1 | FileCheck %s
// CHANNELS: error: gnn-print-statistics expects channels to be at least -1 but got -2
// CHECK: [[@LINE+1]]:1: error: parameter 'w' expects gnn.statistics to be a dictionary, on a tensor with inputs
ml_program.global private @w(#ml_program.extern : tensor<2x3xf32>) : tensor<2x3xf32> {gnn.statistics = 1.0 : f64}

// RUN: gnn-opt %s --gnn-print-statistics -o /dev/null 2>&1 | FileCheck %s --match-full-lines --strict-whitespace
//      CHECK:statistics of @a: 3 channels, 2.5 rows, gram 3 x 3
// CHECK-NEXT:  channel        mean    mean_abs    variance       zeros         min         max     entropy
// CHECK-NEXT:        0       -0.25           1      0.0625        0.25          -2       1e+20         0.5
// CHECK-NEXT:        1           0           1           0           1          -2           0           0
// CHECK-NEXT:        2           0           1           0           1          -2           0           0
// CHECK-NEXT:  2 of 3 channels are 0 in every row
// CHECK-NEXT:statistics of @c\22: 0 channels, 0 rows, no gram
// CHECK-NEXT:  channel        mean    mean_abs    variance       zeros         min         max     entropy
// CHECK-NEXT:  0 of 0 channels are 0 in every row
//  CHECK-NOT:statistics of @b

// RUN: gnn-opt %s --gnn-print-statistics="channels=1" -o /dev/null 2>&1 | FileCheck %s --check-prefix=FIRST
// FIRST: mean_abs
// FIRST-NEXT: 0 -0.25
// FIRST-NEXT: and 2 more

// RUN: gnn-opt %s --gnn-print-statistics="channels=-1" -o /dev/null 2>&1 | FileCheck %s --check-prefix=ALL
// ALL-NOT: more
ml_program.global private @a(#ml_program.extern : tensor<1x2x3xf32>) : tensor<1x2x3xf32> {gnn.statistics = {
  rows = 2.5 : f64, gram = dense<1.0> : tensor<3x3xf64>,
  mean = dense<[-0.25, 0.0, 0.0]> : tensor<3xf64>, mean_abs = dense<1.0> : tensor<3xf64>,
  variance = dense<[0.0625, 0.0, 0.0]> : tensor<3xf64>, zeros = dense<[0.25, 1.0, 1.0]> : tensor<3xf64>,
  min = dense<-2.0> : tensor<3xf64>, max = dense<[1.0e20, 0.0, 0.0]> : tensor<3xf64>,
  entropy = dense<[0.5, 0.0, 0.0]> : tensor<3xf64>}}
ml_program.global private @b(#ml_program.extern : tensor<2x3xf32>) : tensor<2x3xf32>
ml_program.global private @"c\22"(#ml_program.extern : tensor<2x0xf32>) : tensor<2x0xf32> {gnn.statistics = {
  rows = 0.0 : f64, mean = dense<> : tensor<0xf64>, mean_abs = dense<> : tensor<0xf64>,
  variance = dense<> : tensor<0xf64>, zeros = dense<> : tensor<0xf64>, min = dense<> : tensor<0xf64>,
  max = dense<> : tensor<0xf64>, entropy = dense<> : tensor<0xf64>}}

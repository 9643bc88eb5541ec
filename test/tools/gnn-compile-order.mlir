// What a preparation does to a path whose nodes are numbered at random: reverse
// Cuthill-McKee walks it from one end, the degree puts its ends last.

// RUN: rm -rf %t && mkdir -p %t
// RUN: gnn-compile %s --reorder=rcm -o %t/path.o --header=%t/path.h
// RUN: cc -O1 -std=c11 -Wall -Wextra -Werror -I%t %S/Inputs/print_order.c %t/path.o %openmp -lm -o %t/rcm
// RUN: %t/rcm | FileCheck %s --check-prefix=RCM
// RCM: order: 2 4 1 3 0
// RCM: sources: 1 2 0 3 1 4 2 3

// RUN: gnn-compile %s --reorder=degree -o %t/path.o --header=%t/path.h
// RUN: cc -O1 -std=c11 -Wall -Wextra -Werror -I%t %S/Inputs/print_order.c %t/path.o %openmp -lm -o %t/degree
// RUN: %t/degree | FileCheck %s --check-prefix=DEGREE
// DEGREE: order: 1 3 4 0 2
// DEGREE: sources: 1 2 3 0 0 4 1 2
module @path {
  func.func @forward(%graph: !gnn.graph, %x: tensor<?x4xf32>) -> tensor<?x4xf32> {
    %y = gnn.aggregate sum %graph, %x : (!gnn.graph, tensor<?x4xf32>) -> tensor<?x4xf32>
    return %y : tensor<?x4xf32>
  }
}

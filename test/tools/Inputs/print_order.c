/* The order that a preparation gives the path 0 - 3 - 1 - 4 - 2, and the sources
   of its edges by their new numbers. */
#include "path.h"

#include <stdio.h>
#include <stdlib.h>

static void print(const char *what, const int32_t *numbers, int count) {
  printf("%s:", what);
  for (int i = 0; i < count; ++i)
    printf(" %d", numbers[i]);
  printf("\n");
}

int main(void) {
  enum { nodes = 5, edges = 8, line = 64 };
  int64_t row_ptr[nodes + 1] = {0, 1, 3, 4, 6, 8};
  int32_t col_idx[edges] = {3, 3, 4, 4, 0, 1, 1, 2};
  char *prepared = malloc(path_forward_prepared_bytes(nodes, edges));
  if (path_forward_prepare(nodes, edges, row_ptr, col_idx, prepared) != GNN_OK)
    return 1;
  print("order", (const int32_t *)prepared, nodes);
  print("sources", (const int32_t *)(prepared + 2 * line), edges);
  free(prepared);
  return 0;
}

/* Calls the model with one impossible argument after the other. */
#include "batch.h"

#include <stdio.h>
#include <stdlib.h>

enum { NODES = 3, EDGES = 2, GRAPHS = 2, CHANNELS = 2 };

/* The arguments of one call; every case spoils one of them. */
struct arguments {
  int64_t num_nodes, num_graphs, num_edges;
  const int64_t *row_ptr;
  const int32_t *col_idx;
  const int64_t *x_indptr;
  const int32_t *x_indices;
  const float *x_values;
  const int64_t *graph_ptr;
  float *out;
  int64_t out_stride;
};

static const int64_t row_ptr[] = {0, 1, 1, 2}, indptr[] = {0, 1, 2, 3};
static const int64_t graph_ptr[] = {0, 2, 3}, zero[] = {0};
static const int32_t col_idx[] = {1, 0}, indices[] = {0, 2, 1};
static const float values[] = {1, 1, 1};
static float out[GRAPHS * CHANNELS];

static struct arguments good(void) {
  struct arguments a = {NODES,   GRAPHS, EDGES,     row_ptr, col_idx, indptr,
                        indices, values, graph_ptr, out,     CHANNELS};
  return a;
}

static void call(const char *name, struct arguments a) {
  for (int i = 0; i < GRAPHS * CHANNELS; ++i)
    out[i] = -7.0f;
  int32_t code = batch_forward(a.num_nodes, a.num_graphs, a.num_edges,
                               a.row_ptr, a.col_idx, a.x_indptr, a.x_indices,
                               a.x_values, a.graph_ptr, a.out, a.out_stride);
  printf("%s: %d\n", name, (int)code);
  for (int i = 0; code != GNN_OK && i < GRAPHS * CHANNELS; ++i)
    if (out[i] != -7.0f) {
      printf("%s: wrote the result all the same\n", name);
      exit(1);
    }
}

#define CASE(name, change)                                                     \
  do {                                                                         \
    struct arguments a = good();                                               \
    change;                                                                    \
    call(name, a);                                                             \
  } while (0)

int main(void) {
  static const int64_t late[] = {1, 1, 1, 2}, falls[] = {0, 2, 1, 2};
  static const int64_t early[] = {0, 1, 1, 1}, too_long[] = {0, 2, 4};
  static const int32_t large[] = {1, 3}, negative[] = {1, -1},
                       wide[] = {0, 3, 1};

  CASE("good", (void)a);
  /* w of channels 2 (node 1 -> node 0) and 0 (node 0 -> node 2). */
  if (out[0] != 3 || out[1] != 6 || out[2] != 1 || out[3] != 4) {
    printf("wrong result %g %g %g %g\n", out[0], out[1], out[2], out[3]);
    return 1;
  }
  struct arguments none = {0,    0,    0,    zero, NULL, zero,
                           NULL, NULL, zero, NULL, 2};
  call("nothing at all", none);
  CASE("negative nodes", a.num_nodes = -1);
  CASE("too many nodes", a.num_nodes = (int64_t)1 << 31);
  CASE("negative edges", a.num_edges = -1);
  CASE("negative graphs", a.num_graphs = -1);
  CASE("no row_ptr", a.row_ptr = NULL);
  CASE("no col_idx", a.col_idx = NULL);
  CASE("no values", a.x_values = NULL);
  CASE("no out", a.out = NULL);
  CASE("narrow out", a.out_stride = CHANNELS - 1);
  CASE("row_ptr starts late", a.row_ptr = late);
  CASE("row_ptr falls", a.row_ptr = falls);
  CASE("row_ptr ends early", a.row_ptr = early);
  CASE("source too large", a.col_idx = large);
  CASE("source negative", a.col_idx = negative);
  CASE("indptr falls", a.x_indptr = falls);
  CASE("channel too large", a.x_indices = wide);
  CASE("graph_ptr too long", a.graph_ptr = too_long);
  return 0;
}

/* Runs the compiled digits model on the digits graph: no Python, no MLIR.
 *
 *   ./digits ../digits/digits.safetensors
 */
#include "sage_digits.h"
#include "tensors.h"

#include <stdio.h>
#include <stdlib.h>

enum { CLASSES = 10 };

struct graph {
  int64_t *row_ptr; /* [nodes + 1] */
  int32_t *col_idx; /* [edges] */
};

/* Groups edges by destination, keeping their order: a counting sort. */
static int make_graph(struct graph *graph, int64_t nodes, int64_t edges,
                      const int64_t *source, const int64_t *destination) {
  graph->row_ptr = calloc((size_t)nodes + 2, sizeof *graph->row_ptr);
  graph->col_idx = malloc((size_t)edges * sizeof *graph->col_idx + 1);
  if (!graph->row_ptr || !graph->col_idx)
    return -1;
  /* Counted one place further on, so that filling moves every start back to
   * where it belongs. */
  int64_t *next = graph->row_ptr + 1;
  for (int64_t e = 0; e < edges; ++e)
    ++next[destination[e] + 1];
  for (int64_t i = 0; i < nodes; ++i)
    next[i + 1] += next[i];
  for (int64_t e = 0; e < edges; ++e)
    graph->col_idx[next[destination[e]]++] = (int32_t)source[e];
  return 0;
}

static int argmax(const float *row) {
  int best = 0;
  for (int c = 1; c < CLASSES; ++c)
    if (row[c] > row[best])
      best = c;
  return best;
}

static void report(const float *logits, const int64_t *labels,
                   const uint8_t *in_test, int64_t nodes) {
  int64_t right = 0, count = 0;
  for (int64_t i = 0; i < nodes; ++i) {
    count += in_test[i];
    right += in_test[i] && argmax(logits + i * CLASSES) == labels[i];
  }
  printf("test accuracy %.4f (%lld of %lld)\n", (double)right / (double)count,
         (long long)right, (long long)count);
}

int main(int argc, char **argv) {
  struct tensor_file file;
  struct tensor x, edges, labels, test;
  if (argc != 2) {
    fprintf(stderr, "usage: %s digits.safetensors\n", argv[0]);
    return 1;
  }
  if (sage_digits_forward_version() != SAGE_DIGITS_FORWARD_VERSION) {
    fprintf(stderr, "error: the header is not the object's\n");
    return 1;
  }
  if (tensor_file_open(&file, argv[1]) ||
      tensor_file_find(&file, "x", sizeof(float), &x) ||
      tensor_file_find(&file, "edge_index", sizeof(int64_t), &edges) ||
      tensor_file_find(&file, "y", sizeof(int64_t), &labels) ||
      tensor_file_find(&file, "test_mask", 1, &test))
    return 1;

  int64_t nodes = x.rows, count = edges.columns;
  const int64_t *source = edges.data;
  struct graph graph;
  float *logits = calloc((size_t)nodes * CLASSES, sizeof *logits);
  if (!logits || make_graph(&graph, nodes, count, source, source + count)) {
    fprintf(stderr, "error: out of memory\n");
    return 1;
  }

  int32_t code = sage_digits_forward(
      nodes, count, graph.row_ptr, graph.col_idx, x.data,
      /*x_stride=*/x.columns, logits, /*out_stride=*/CLASSES);
  if (code != GNN_OK) {
    fprintf(stderr, "error: code %d, see sage_digits.h\n", (int)code);
    return 1;
  }
  report(logits, labels.data, test.data, nodes);

  free(logits);
  free(graph.row_ptr);
  free(graph.col_idx);
  tensor_file_close(&file);
  return 0;
}

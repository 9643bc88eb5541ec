/* Runs a compiled GPU model on data that gpu_device.py has packed with it, and
 * compares the result with what the interpreter says.
 *
 *   ./run [runs]      prints one JSON object; exit 1 where they differ
 */
#define _POSIX_C_SOURCE 199309L

#include "call.h"
#include "gnn-opt/Runtime/GPURuntime.h"
#include "tensors.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now_ms(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return 1e3 * (double)time.tv_sec + 1e-6 * (double)time.tv_nsec;
}

static int compare_doubles(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double max_relative(const float *got, const struct tensor *expected) {
  const double *values = expected->data;
  double difference = 0, largest = 0;
  for (int64_t i = 0; i < expected->rows * expected->columns; ++i) {
    /* Written so that a NaN is a difference. */
    double error = fabs((double)got[i] - values[i]);
    if (!(error <= difference))
      difference = error;
    if (fabs(values[i]) > largest)
      largest = fabs(values[i]);
  }
  return largest > 0 ? difference / largest : difference;
}

/* Runs once; returns the milliseconds, or -1 after a message. */
static double run_once(const struct inputs *inputs, float *out) {
  double begin = now_ms();
  int32_t code = call_model(inputs, out);
  if (code != GNN_OK) {
    fprintf(stderr, "error: code %d: %s\n", (int)code, gnn_gpu_error());
    return -1;
  }
  return now_ms() - begin;
}

static int measure(const struct inputs *inputs, float *out, int runs) {
  double *times = malloc(sizeof(double) * (size_t)runs);
  if (!times)
    return -1;
  for (int i = 0; i < runs; ++i)
    if ((times[i] = run_once(inputs, out)) < 0) {
      free(times);
      return -1;
    }
  qsort(times, (size_t)runs, sizeof(double), compare_doubles);
  printf("\"latency_ms\": {\"median\": %.4f, \"min\": %.4f, \"runs\": %d}, ",
         times[runs / 2], times[0], runs);
  free(times);
  return 0;
}

int main(int argc, char **argv) {
  int runs = argc > 1 ? atoi(argv[1]) : 100;
  struct tensor_file file;
  struct inputs inputs;
  struct tensor expected;
  if (tensor_file_open(&file, "data.safetensors") ||
      find_inputs(&file, &inputs) ||
      tensor_file_find(&file, "expected", sizeof(double), &expected))
    return 1;
  float *out =
      calloc((size_t)(expected.rows * expected.columns) + 1, sizeof(float));
  if (!out || runs < 1) {
    fprintf(stderr, "usage: %s [runs]\n", argv[0]);
    return 1;
  }
  /* Opens the driver and loads the kernels. */
  double first = run_once(&inputs, out);
  if (first < 0)
    return 1;
  printf("{\"capability\": %d, \"first_ms\": %.3f, ", (int)gnn_gpu_capability(),
         first);
  if (measure(&inputs, out, runs))
    return 1;
  double difference = max_relative(out, &expected);
  printf("\"max_rel\": %.3g, \"agrees\": %s}\n", difference,
         difference <= tolerance ? "true" : "false");
  gnn_gpu_release();
  free(out);
  tensor_file_close(&file);
  return difference <= tolerance ? 0 : 1;
}

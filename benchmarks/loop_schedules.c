/* loop_schedules.c - What a parallel loop of next to no work costs.
 *
 * clang-22 -O2 -fopenmp benchmarks/loop_schedules.c -o loop_schedules
 * -Wl,-rpath,/usr/lib/llvm-22/lib OMP_NUM_THREADS=2 ./loop_schedules
 *
 * Prints microseconds a loop, the median and the least of 2,000 runs of eight
 * loops of 42 iterations, for each schedule: why
 * docs/rationale/parallel-loops.md hands iterations out by a counter.
 */
#include <omp.h>
#include <stdio.h>
#include <stdlib.h>

enum { runs = 2000, loops = 8, iterations = 42, line = 16 };

static float memory[iterations * line];

static void work(long i) { memory[i * line] += 1; }

static void fixed(void) {
#pragma omp parallel for schedule(static)
  for (long i = 0; i < iterations; ++i)
    work(i);
}

static void interleaved(void) {
#pragma omp parallel for schedule(static, 1)
  for (long i = 0; i < iterations; ++i)
    work(i);
}

static void guided(void) {
#pragma omp parallel for schedule(guided)
  for (long i = 0; i < iterations; ++i)
    work(i);
}

static void dynamic(void) {
#pragma omp parallel for schedule(dynamic, 1)
  for (long i = 0; i < iterations; ++i)
    work(i);
}

static void counter(void) {
  long next __attribute__((aligned(64))) = 0;
#pragma omp parallel
  for (long i;
       (i = __atomic_fetch_add(&next, 1, __ATOMIC_RELAXED)) < iterations;)
    work(i);
}

static int compare(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void measure(const char *name, void (*loop)(void)) {
  static double samples[runs];
  for (int run = 0; run < runs; ++run) {
    double begin = omp_get_wtime();
    for (int i = 0; i < loops; ++i)
      loop();
    samples[run] = (omp_get_wtime() - begin) * 1e6 / loops;
  }
  qsort(samples, runs, sizeof *samples, compare);
  printf("%-20s median %6.2f  least %6.2f\n", name, samples[runs / 2],
         samples[0]);
}

int main(void) {
  measure("schedule(static)", fixed);
  measure("schedule(static, 1)", interleaved);
  measure("schedule(guided)", guided);
  measure("schedule(dynamic, 1)", dynamic);
  measure("shared counter", counter);
}

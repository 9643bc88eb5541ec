/* tensors.h - finds tensors in a safetensors file that we wrote ourselves.
 *
 * A safetensors file is eight bytes of header length, a JSON header, and data.
 * This reader knows the one shape of header that our example has; use a real
 * library for files that you did not write.
 */
#ifndef TENSORS_H
#define TENSORS_H

#include <stdint.h>

struct tensor_file {
  char *bytes;      /* the whole file */
  uint64_t size;    /* its length */
  const char *data; /* where data offsets count from */
};

struct tensor {
  const void *data;
  int64_t rows; /* 1 for vectors */
  int64_t columns;
};

/* Reads `path`. Returns 0, or -1 after a message on stderr. */
int tensor_file_open(struct tensor_file *file, const char *path);
void tensor_file_close(struct tensor_file *file);

/* Finds the tensor `name` of elements of `width` bytes. Returns 0, or -1 after
 * a message on stderr. */
int tensor_file_find(const struct tensor_file *file, const char *name,
                     uint64_t width, struct tensor *tensor);

#endif

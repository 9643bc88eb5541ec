#include "tensors.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int fail(const char *what, const char *name) {
  fprintf(stderr, "error: %s: %s\n", name, what);
  return -1;
}

int tensor_file_open(struct tensor_file *file, const char *path) {
  FILE *stream = fopen(path, "rb");
  if (!stream)
    return fail("cannot open", path);
  fseek(stream, 0, SEEK_END);
  long length = ftell(stream);
  rewind(stream);
  file->bytes = length < 8 ? NULL : calloc(1, (size_t)length + 1);
  file->size = (uint64_t)length;
  size_t got = file->bytes ? fread(file->bytes, 1, file->size, stream) : 0;
  fclose(stream);
  uint64_t header;
  if (!file->bytes || got != file->size)
    return fail("cannot read", path);
  memcpy(&header, file->bytes, 8);
  if (header > file->size - 8)
    return fail("header longer than the file", path);
  file->data = file->bytes + 8 + header;
  return 0;
}

void tensor_file_close(struct tensor_file *file) { free(file->bytes); }

int tensor_file_find(const struct tensor_file *file, const char *name,
                     uint64_t width, struct tensor *tensor) {
  char key[64];
  snprintf(key, sizeof key, "\"%s\":{", name);
  const char *entry = strstr(file->bytes + 8, key);
  const char *shape = entry ? strstr(entry, "\"shape\":[") : NULL;
  const char *offsets = entry ? strstr(entry, "\"data_offsets\":[") : NULL;
  if (!shape || !offsets || offsets > file->data)
    return fail("no such tensor", name);

  uint64_t begin, end;
  if (sscanf(offsets, "\"data_offsets\":[%" SCNu64 ",%" SCNu64 "]", &begin,
             &end) != 2)
    return fail("no data offsets", name);
  tensor->rows = 1;
  int dims = sscanf(shape, "\"shape\":[%" SCNd64 ",%" SCNd64 "]", &tensor->rows,
                    &tensor->columns);
  if (dims == 1) {
    tensor->columns = tensor->rows;
    tensor->rows = 1;
  }
  uint64_t available = file->size - (uint64_t)(file->data - file->bytes);
  uint64_t elements = (uint64_t)tensor->rows * (uint64_t)tensor->columns;
  if (dims < 1 || end > available || begin > end ||
      end - begin != elements * width)
    return fail("shape and data do not agree", name);
  tensor->data = file->data + begin;
  return 0;
}

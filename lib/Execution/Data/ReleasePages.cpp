//===- ReleasePages.cpp - Memory of a file that has been read -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DatasetReader.h"

#include <sys/mman.h>

using namespace llvm;
using namespace mlir::gnn;

/// MemoryBuffer::dontNeedIfMmap() says the same by posix_madvise(), which glibc
/// ignores.
void datafile::releasePages(const MemoryBuffer &buffer) {
#ifdef __linux__
  // Nothing is lost: the mapping is of a whole file, and nobody writes to it.
  if (buffer.getBufferKind() == MemoryBuffer::MemoryBuffer_MMap)
    madvise(const_cast<char *>(buffer.getBufferStart()), buffer.getBufferSize(),
            MADV_DONTNEED);
#endif
}

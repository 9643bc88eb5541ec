//===- CacheAligned.h - Memory that begins at a cache line ------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_SUPPORT_CACHEALIGNED_H
#define GNN_OPT_SUPPORT_CACHEALIGNED_H

#include <cstddef>
#include <new>
#include <vector>

namespace mlir::gnn {

/// Memory that begins at a multiple of 64 bytes. Rows of whole cache lines are
/// then read as so many lines, and not as one more.
template <typename T> struct CacheAlignedAllocator {
  using value_type = T;
  static constexpr std::align_val_t alignment{64};

  CacheAlignedAllocator() = default;
  template <typename U>
  CacheAlignedAllocator(const CacheAlignedAllocator<U> &) {}

  T *allocate(size_t count) {
    return static_cast<T *>(::operator new(count * sizeof(T), alignment));
  }
  void deallocate(T *memory, size_t) { ::operator delete(memory, alignment); }

  bool operator==(const CacheAlignedAllocator &) const { return true; }
};

template <typename T>
using CacheAlignedVector = std::vector<T, CacheAlignedAllocator<T>>;

} // namespace mlir::gnn

#endif // GNN_OPT_SUPPORT_CACHEALIGNED_H

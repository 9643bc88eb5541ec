//===- PeakMemory.cpp - The most memory a process has held ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Execution/PeakMemory.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/MemoryBuffer.h"

#include <sys/resource.h>

using namespace llvm;

/// The line `VmHWM:  1234 kB` of Linux (proc(5)). getrusage() is only second:
/// Linux hands its maximum on through fork and exec, so that a small process
/// would report the size of the shell or test driver that started it.
static std::optional<uint64_t> readHighWaterMark() {
  auto status = MemoryBuffer::getFileAsStream("/proc/self/status");
  if (!status)
    return std::nullopt;
  StringRef text = (*status)->getBuffer();
  size_t begin = text.find("VmHWM:");
  if (begin == StringRef::npos)
    return std::nullopt;
  StringRef line = text.drop_front(begin).split('\n').first;
  uint64_t kilobytes;
  if (line.split(':').second.trim().split(' ').first.getAsInteger(10,
                                                                  kilobytes))
    return std::nullopt;
  return kilobytes * 1024;
}

static std::optional<uint64_t> readResourceUsage() {
  rusage usage;
  if (getrusage(RUSAGE_SELF, &usage) != 0)
    return std::nullopt;
#ifdef __APPLE__
  return usage.ru_maxrss;
#else
  return static_cast<uint64_t>(usage.ru_maxrss) * 1024;
#endif
}

std::optional<uint64_t> mlir::gnn::getPeakResidentBytes() {
  std::optional<uint64_t> bytes = readHighWaterMark();
  return bytes ? bytes : readResourceUsage();
}

//===- Progress.h - What takes so long --------------------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_SUPPORT_PROGRESS_H
#define GNN_OPT_SUPPORT_PROGRESS_H

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace mlir::gnn {

/// While it lives, says on stderr what is being done and for how long, once
/// that has taken two seconds. Says nothing where stderr is no terminal.
class Progress {
public:
  /// `tool` is the name that the line begins with; a literal.
  explicit Progress(const char *tool);
  ~Progress();

  /// `stage` is what is being done from now on; a literal.
  void begin(const char *stage) { current = stage; }

private:
  void report();

  const char *tool;
  std::atomic<const char *> current{"starting"};
  std::mutex mutex;
  std::condition_variable wakeUp;
  bool isDone = false;
  std::thread thread;
};

} // namespace mlir::gnn

#endif // GNN_OPT_SUPPORT_PROGRESS_H

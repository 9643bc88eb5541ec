//===- Progress.cpp - What takes so long ----------------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Support/Progress.h"

#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

#include <chrono>

using namespace mlir::gnn;

Progress::Progress(const char *tool) : tool(tool) {
  if (llvm::sys::Process::StandardErrIsDisplayed())
    thread = std::thread([this] { report(); });
}

Progress::~Progress() {
  if (!thread.joinable())
    return;
  {
    std::lock_guard lock(mutex);
    isDone = true;
  }
  wakeUp.notify_one();
  thread.join();
}

/// The line ends in a carriage return and no newline: the next one, or whatever
/// else is said, takes its place.
void Progress::report() {
  static constexpr llvm::StringLiteral eraseLine = "\r\033[K";
  std::unique_lock lock(mutex);
  for (unsigned seconds = 1; !isDone; ++seconds) {
    if (wakeUp.wait_for(lock, std::chrono::seconds(1), [&] { return isDone; }))
      break;
    if (seconds >= 2)
      llvm::errs() << eraseLine << tool << ": " << current.load() << ", "
                   << seconds << " s\r";
  }
  llvm::errs() << eraseLine;
}

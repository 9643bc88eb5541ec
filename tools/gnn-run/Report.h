//===- Report.h - What gnn-run found out ------------------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TOOLS_GNN_RUN_REPORT_H
#define GNN_OPT_TOOLS_GNN_RUN_REPORT_H

#include "Reordering.h"
#include "gnn-opt/Analysis/Cost.h"
#include "gnn-opt/Execution/GPUEmulator/KernelCounts.h"
#include "gnn-opt/Execution/Latency.h"
#include "gnn-opt/Execution/Metrics.h"

#include "llvm/Support/raw_ostream.h"

#include <map>
#include <optional>
#include <string>

namespace mlir::gnn {

/// Absent is what was not asked for, or what the system does not tell.
struct Report {
  std::optional<ClassificationMetrics> metrics;
  ParameterCount parameters;
  int64_t multiplyAdds = 0;
  /// A run on a prepared graph.
  std::optional<Latency> latency;
  /// What a graph costs before its first run.
  std::optional<Latency> preparation;
  /// With --reorder: the same model on the graph as it is.
  std::optional<Reordering> reordering;
  /// Of the process, compilation and data included.
  std::optional<uint64_t> peakBytes;
  std::optional<LogitsDifference> difference;
  /// Of an emulated GPU, by the name of the kernel.
  std::map<std::string, emulator::KernelCounts> kernels;
};

/// One JSON object: accuracy, macro_f1, micro_f1, recall, parameters,
/// nonzero_parameters, multiply_adds, latency_ms {median, min, p95},
/// prepare_ms {median, min, p95}, peak_bytes, compare {max_abs, max_rel,
/// changed_predictions}. A number that is infinite is null.
void printJSON(const Report &report, llvm::raw_ostream &os);

/// One line a number.
void printText(const Report &report, llvm::raw_ostream &os);

} // namespace mlir::gnn

#endif // GNN_OPT_TOOLS_GNN_RUN_REPORT_H

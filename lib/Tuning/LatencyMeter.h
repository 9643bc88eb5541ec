//===- LatencyMeter.h - Time of compiled models -----------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TUNING_LATENCYMETER_H
#define GNN_OPT_LIB_TUNING_LATENCYMETER_H

#include "gnn-opt/Execution/Engine.h"
#include "gnn-opt/Tuning/Budget.h"

namespace mlir::gnn {

/// Compiles candidates and times them by turns with the original
/// (LatencyComparison.h): what a busy machine does to one it does to the other,
/// so that their ratio, times the original's time when it was first measured,
/// is steadier than a time.
class LatencyMeter : public BudgetMeter {
public:
  LatencyMeter(func::FuncOp original, const Dataset &data,
               const MeterOptions &options)
      : original(original), data(data), options(options) {}

  llvm::Expected<double> measureOriginal() override;
  llvm::Expected<double> measure(func::FuncOp candidate,
                                 double target) override;
  bool isExact() const override { return false; }

private:
  /// An engine, and the data that it runs on.
  struct Runner {
    Dataset data;
    std::unique_ptr<Engine> engine;
  };
  llvm::Expected<std::unique_ptr<Runner>> compile(func::FuncOp function) const;
  llvm::Expected<double> compare(Engine &candidate, double target) const;

  func::FuncOp original;
  const Dataset &data;
  MeterOptions options;
  /// Null until the original was measured.
  std::unique_ptr<Runner> baseline;
  double originalTime = 0;
};

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TUNING_LATENCYMETER_H

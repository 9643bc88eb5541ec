//===- Report.cpp - What gnn-run found out --------------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Report.h"

#include "llvm/Support/Format.h"
#include "llvm/Support/JSON.h"

#include <cmath>

using namespace mlir::gnn;
using llvm::format;

//===----------------------------------------------------------------------===//
// JSON
//===----------------------------------------------------------------------===//

static llvm::json::Value toJSON(double value) {
  return std::isfinite(value) ? llvm::json::Value(value) : nullptr;
}

static void printMetrics(const ClassificationMetrics &metrics,
                         llvm::json::OStream &json) {
  json.attribute("accuracy", toJSON(metrics.accuracy));
  json.attribute("macro_f1", toJSON(metrics.macroF1));
  json.attribute("micro_f1", toJSON(metrics.microF1));
  json.attributeArray("recall", [&] {
    for (double recall : metrics.recall)
      json.value(toJSON(recall));
  });
}

static void printLatency(llvm::StringRef name, const Latency &latency,
                         llvm::json::OStream &json) {
  json.attributeObject(name, [&] {
    json.attribute("median", toJSON(latency.median));
    json.attribute("min", toJSON(latency.min));
    json.attribute("p95", toJSON(latency.p95));
  });
}

static void printReordering(const Reordering &reordering,
                            const Latency &preparation,
                            llvm::json::OStream &json) {
  json.attributeObject("unordered", [&] {
    printLatency("latency_ms", reordering.unordered.latency, json);
    printLatency("prepare_ms", reordering.unordered.preparation, json);
  });
  auto runs = getPayback(preparation, reordering);
  json.attribute("reorder_ratio", toJSON(reordering.ratio));
  json.attribute("reorder_pays_after",
                 runs ? llvm::json::Value(*runs) : nullptr);
}

static void printDifference(const LogitsDifference &difference,
                            llvm::json::OStream &json) {
  json.attributeObject("compare", [&] {
    json.attribute("max_abs", toJSON(difference.maxAbs));
    json.attribute("max_rel", toJSON(difference.maxRel));
    json.attribute("changed_predictions", difference.changedPredictions);
  });
}

static void printTraffic(const emulator::GlobalCounts &counts,
                         llvm::StringRef name, llvm::json::OStream &json) {
  json.attributeObject(name, [&] {
    json.attribute("requests", counts.requests);
    json.attribute("sectors", counts.sectors);
    json.attribute("ideal_sectors", counts.idealSectors);
  });
}

static void printKernel(const emulator::KernelCounts &counts,
                        llvm::json::OStream &json) {
  json.attribute("launches", counts.launches);
  printTraffic(counts.loads, "loads", json);
  printTraffic(counts.stores, "stores", json);
  json.attributeObject("shared", [&] {
    json.attribute("requests", counts.shared.requests);
    json.attribute("passes", counts.shared.passes);
    json.attribute("ideal_passes", counts.shared.idealPasses);
    json.attribute("max_ways", counts.shared.maxWays);
  });
  json.attributeObject("branches", [&] {
    json.attribute("executed", counts.branches.executed);
    json.attribute("divergent", counts.branches.divergent);
  });
  json.attribute("longest_warp", counts.longestWarp);
}

void mlir::gnn::printJSON(const Report &report, llvm::raw_ostream &os) {
  llvm::json::OStream json(os);
  json.object([&] {
    if (report.metrics)
      printMetrics(*report.metrics, json);
    json.attribute("parameters", report.parameters.parameters);
    json.attribute("nonzero_parameters", report.parameters.nonzero);
    json.attribute("multiply_adds", report.multiplyAdds);
    if (report.latency)
      printLatency("latency_ms", *report.latency, json);
    if (report.preparation)
      printLatency("prepare_ms", *report.preparation, json);
    if (report.reordering)
      printReordering(*report.reordering, *report.preparation, json);
    if (report.peakBytes)
      json.attribute("peak_bytes", *report.peakBytes);
    if (report.difference)
      printDifference(*report.difference, json);
    if (!report.kernels.empty())
      json.attributeObject("kernels", [&] {
        for (const auto &[name, counts] : report.kernels)
          json.attributeObject(name, [&] { printKernel(counts, json); });
      });
  });
  os << "\n";
}

//===----------------------------------------------------------------------===//
// Text
//===----------------------------------------------------------------------===//

/// The name of a line, padded so that the numbers stand below each other.
static llvm::raw_ostream &line(llvm::raw_ostream &os, llvm::StringRef name) {
  return os << llvm::left_justify(name, 20);
}

/// 23063 as 23,063.
static std::string group(uint64_t value) {
  std::string digits = std::to_string(value);
  for (int64_t place = int64_t(digits.size()) - 3; place > 0; place -= 3)
    digits.insert(place, ",");
  return digits;
}

static void printMetrics(const ClassificationMetrics &metrics,
                         llvm::raw_ostream &os) {
  line(os, "accuracy") << format("%.2f %%", 100 * metrics.accuracy) << " of "
                       << group(metrics.count) << "\n";
  line(os, "macro F1") << format("%.4f\n", metrics.macroF1);
  line(os, "micro F1") << format("%.4f\n", metrics.microF1);
  line(os, "recall by class");
  for (double recall : metrics.recall)
    os << format("%.3f ", recall);
  os << "\n";
}

static void printLatency(llvm::StringRef name, const Latency &latency,
                         llvm::raw_ostream &os) {
  line(os, name) << format("median %.3f ms, min %.3f ms, p95 %.3f ms\n",
                           latency.median, latency.min, latency.p95);
}

static void printReordering(const Reordering &reordering,
                            const Latency &preparation, llvm::raw_ostream &os) {
  printLatency("unordered latency", reordering.unordered.latency, os);
  printLatency("unordered prepar.", reordering.unordered.preparation, os);
  line(os, "reordering") << format("%.3f of the time by turns, ",
                                   reordering.ratio);
  if (auto runs = getPayback(preparation, reordering))
    os << "paid back by run " << group(*runs) << "\n";
  else
    os << "never paid back\n";
}

static void printTraffic(llvm::StringRef name,
                         const emulator::GlobalCounts &counts,
                         llvm::raw_ostream &os) {
  os << ", " << name << " " << group(counts.sectors) << " sectors of "
     << group(counts.idealSectors);
}

static void printKernel(llvm::StringRef name,
                        const emulator::KernelCounts &counts,
                        llvm::raw_ostream &os) {
  line(os, "kernel") << name << ": " << group(counts.launches) << " launches";
  printTraffic("loads", counts.loads, os);
  printTraffic("stores", counts.stores, os);
  os << ", shared " << group(counts.shared.passes) << " passes of "
     << group(counts.shared.idealPasses) << " (at most "
     << counts.shared.maxWays << " ways), " << group(counts.branches.divergent)
     << " of " << group(counts.branches.executed)
     << " branches divergent, longest warp " << group(counts.longestWarp)
     << " steps\n";
}

void mlir::gnn::printText(const Report &report, llvm::raw_ostream &os) {
  if (report.metrics)
    printMetrics(*report.metrics, os);
  line(os, "parameters") << group(report.parameters.parameters) << ", nonzero "
                         << group(report.parameters.nonzero) << "\n";
  line(os, "multiply-adds") << group(report.multiplyAdds) << "\n";
  if (report.latency)
    printLatency("latency", *report.latency, os);
  if (report.preparation)
    printLatency("graph preparation", *report.preparation, os);
  if (report.reordering)
    printReordering(*report.reordering, *report.preparation, os);
  if (report.peakBytes)
    line(os, "peak memory")
        << format("%.1f MiB\n", double(*report.peakBytes) / (1 << 20));
  if (report.difference)
    line(os, "difference") << format("max abs %.3g, max rel %.3g, ",
                                     report.difference->maxAbs,
                                     report.difference->maxRel)
                           << group(report.difference->changedPredictions)
                           << " predictions changed\n";
  for (const auto &[name, counts] : report.kernels)
    printKernel(name, counts, os);
}

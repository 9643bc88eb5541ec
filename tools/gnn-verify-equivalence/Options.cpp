//===- Options.cpp - What is to be compared, and where --------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Options.h"

#include "llvm/Support/CommandLine.h"
#include "llvm/Support/WithColor.h"

using namespace mlir::gnn;
namespace cl = llvm::cl;

static constexpr llvm::StringLiteral overview =
    R"(checks that two models give the same logits

What is proved by value numbering holds for all inputs named: every one, those in
the box or of the data's columns on any graph, or such on the data's graph. Else
the largest difference of a logit is bounded over these inputs, with what rounding
adds, and both are run in double precision on random graphs and on the data.
Remarks name the ops behind which no difference could be followed.

Exits with 0 where they are proved equal, or differ by at most the tolerance as far
as is known: class bounded where that is certain, class tested where it was not
refuted. Exits with 1 where a run shows a larger difference, and for errors.

Examples:
  gnn-verify-equivalence gcn.mlir small.mlir
  gnn-verify-equivalence gcn.mlir small.mlir --box=0:1 --tolerance=1e-4
  gnn-verify-equivalence gcn.mlir small.mlir --box=0:1 --arithmetic=float32
  gnn-verify-equivalence gcn.mlir small.mlir --data=cora.safetensors --json
  gnn-verify-equivalence gcn.mlir small.mlir --data=cora.safetensors --any-graph
)";

static void expectTolerance(double tolerance) {
  if (tolerance >= 0)
    return;
  llvm::WithColor::error(llvm::errs(), "gnn-verify-equivalence")
      << "expected --tolerance of at least 0 but got " << tolerance << "\n";
  exit(EXIT_FAILURE);
}

namespace {
enum class Arithmetic { real, float64, float32 };
} // namespace

static Rounding getRounding(Arithmetic arithmetic) {
  switch (arithmetic) {
  case Arithmetic::real:
    return Rounding::none();
  case Arithmetic::float64:
    return Rounding::toDouble();
  case Arithmetic::float32:
    return Rounding();
  }
  return Rounding();
}

VerifyOptions mlir::gnn::parseVerifyOptions(int argc, char **argv) {
  static cl::OptionCategory category("gnn-verify-equivalence options");
  static cl::opt<std::string> first(cl::Positional, cl::Required,
                                    cl::desc("<a.mlir>"), cl::cat(category));
  static cl::opt<std::string> second(cl::Positional, cl::Required,
                                     cl::desc("<b.mlir>"), cl::cat(category));
  static cl::opt<std::string> function(
      "function", cl::init("forward"), cl::value_desc("name"),
      cl::desc("The function to compare (default: forward)"),
      cl::cat(category));
  static cl::opt<std::string> box("box", cl::value_desc("LO:HI"),
                                  cl::desc("Bounds of all features"),
                                  cl::cat(category));
  static cl::opt<std::string> data(
      "data", cl::value_desc("file.safetensors"),
      cl::desc("Features of the bounds that this file has, on its graph"),
      cl::cat(category));
  static cl::opt<bool> anyGraph(
      "any-graph", cl::desc("With --data: on any graph"), cl::cat(category));
  static cl::opt<int64_t> maxDegree(
      "max-degree", cl::init(-1), cl::value_desc("n"),
      cl::desc("The most edges into a node of any graph"), cl::cat(category));
  static cl::opt<double> tolerance(
      "tolerance", cl::init(1e-5), cl::value_desc("x"),
      cl::desc("The largest difference of a logit that counts as none "
               "(default: 1e-5)"),
      cl::cat(category));
  static cl::opt<Arithmetic> arithmetic(
      "arithmetic", cl::init(Arithmetic::float64),
      cl::desc("What bounds of the difference hold for (default: float64)"),
      cl::values(
          clEnumValN(Arithmetic::real, "real", "Real numbers"),
          clEnumValN(Arithmetic::float64, "float64",
                     "The interpreter as well, in double precision"),
          clEnumValN(Arithmetic::float32, "float32",
                     "Compiled code as well, in any order of summation")),
      cl::cat(category));
  static cl::opt<unsigned> trials(
      "trials", cl::init(40), cl::value_desc("n"),
      cl::desc("Random inputs to run on (default: 40)"), cl::cat(category));
  static cl::opt<unsigned> seed("seed", cl::init(0), cl::value_desc("n"),
                                cl::desc("Seed of the random inputs"),
                                cl::cat(category));
  static cl::opt<bool> json("json", cl::desc("Report as one JSON object"),
                            cl::cat(category));
  cl::HideUnrelatedOptions(category);
  cl::ParseCommandLineOptions(argc, argv, overview);
  expectTolerance(tolerance);
  return {first,     second,
          function,  {box, data, anyGraph, maxDegree},
          tolerance, getRounding(arithmetic),
          trials,    seed,
          json};
}

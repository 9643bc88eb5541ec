//===- Options.cpp - What gnn-explain is asked ----------------------------===//
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
    R"(says what became of the channels and weights of a model

A ledger is what a pruning pass of gnn-opt writes with ledger=FILE. Indices of
questions are those of the model before pruning, except for --now.

Examples:
  gnn-explain ledger.json                                  # a table of the groups
  gnn-explain ledger.json --channel=conv1:12               # a channel of a group
  gnn-explain ledger.json --weight=conv1.lin.weight:3,17   # one weight
  gnn-explain ledger.json --now=conv1.lin.weight:12        # what row 12 was
  gnn-explain ledger.json --now=conv2.lin.weight:,5        # what column 5 was
  gnn-explain ledger.json --channel=conv1:12 --json
)";

/// What was given; an empty text is a question too.
static std::optional<std::string> asGiven(const cl::opt<std::string> &option) {
  return option.getNumOccurrences() ? std::optional(option.getValue())
                                    : std::nullopt;
}

ExplainOptions mlir::gnn::parseExplainOptions(int argc, char **argv) {
  static cl::OptionCategory category("gnn-explain options");
  static cl::opt<std::string> ledger(cl::Positional, cl::Required,
                                     cl::desc("<ledger.json>"),
                                     cl::cat(category));
  static cl::opt<std::string> channel("channel", cl::value_desc("group:index"),
                                      cl::desc("What became of a channel"),
                                      cl::cat(category));
  static cl::opt<std::string> weight(
      "weight", cl::value_desc("parameter:i,j,..."),
      cl::desc("What became of a weight"), cl::cat(category));
  static cl::opt<std::string> now(
      "now", cl::value_desc("parameter:i,j,..."),
      cl::desc("What a row, column or weight of the pruned model was"),
      cl::cat(category));
  static cl::opt<bool> json("json", cl::desc("Answer as one JSON object"),
                            cl::cat(category));
  cl::HideUnrelatedOptions(category);
  cl::ParseCommandLineOptions(argc, argv, overview);
  if (channel.getNumOccurrences() + weight.getNumOccurrences() +
          now.getNumOccurrences() >
      1) {
    llvm::WithColor::error(llvm::errs(), "gnn-explain")
        << "expected one of --channel, --weight and --now but got several\n";
    exit(EXIT_FAILURE);
  }
  return {ledger, asGiven(channel), asGiven(weight), asGiven(now), json};
}

//===- Options.h - What gnn-explain is asked --------------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TOOLS_GNN_EXPLAIN_OPTIONS_H
#define GNN_OPT_TOOLS_GNN_EXPLAIN_OPTIONS_H

#include <optional>
#include <string>

namespace mlir::gnn {

/// At most one of the three questions is there; without one the answer is the
/// table of all groups.
struct ExplainOptions {
  std::string ledger;
  std::optional<std::string> channel;
  std::optional<std::string> weight;
  std::optional<std::string> now;
  bool json;
};

/// Reads the command line; exits with a message where it makes no sense.
ExplainOptions parseExplainOptions(int argc, char **argv);

} // namespace mlir::gnn

#endif // GNN_OPT_TOOLS_GNN_EXPLAIN_OPTIONS_H

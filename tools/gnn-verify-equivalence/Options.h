//===- Options.h - What is to be compared, and where ------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TOOLS_GNN_VERIFY_EQUIVALENCE_OPTIONS_H
#define GNN_OPT_TOOLS_GNN_VERIFY_EQUIVALENCE_OPTIONS_H

#include "gnn-opt/Analysis/InputDomain.h"

#include <string>

namespace mlir::gnn {

struct VerifyOptions {
  std::string first;
  std::string second;
  std::string function;
  /// The inputs for which it is shown.
  InputDomainOptions domain;
  /// The largest difference of a logit that counts as none.
  double tolerance;
  /// What bounds of the difference hold for.
  Rounding rounding;
  unsigned trials;
  unsigned seed;
  bool json;
};

/// Reads the command line; exits with a message where it makes no sense.
VerifyOptions parseVerifyOptions(int argc, char **argv);

} // namespace mlir::gnn

#endif // GNN_OPT_TOOLS_GNN_VERIFY_EQUIVALENCE_OPTIONS_H

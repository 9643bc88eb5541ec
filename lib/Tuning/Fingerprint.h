//===- Fingerprint.h - What a file of statistics was made from --*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TUNING_FINGERPRINT_H
#define GNN_OPT_LIB_TUNING_FINGERPRINT_H

#include "mlir/IR/BuiltinOps.h"

#include <string>

namespace mlir::gnn {

/// SHA-256, its first half in hexadecimal, of the text of all functions, and of
/// names, types and values of all parameters. An error on a parameter without
/// values.
FailureOr<std::string> fingerprintModel(ModuleOp module);

/// The same of these bytes.
std::string fingerprint(StringRef bytes);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TUNING_FINGERPRINT_H

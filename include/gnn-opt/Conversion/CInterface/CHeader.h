//===- CHeader.h - The C header of a compiled model ----------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_CONVERSION_CINTERFACE_CHEADER_H
#define GNN_OPT_CONVERSION_CINTERFACE_CHEADER_H

#include "gnn-opt/Conversion/CInterface/CSignature.h"
#include "gnn-opt/Support/CPULevels.h"

namespace mlir::gnn {

/// The C function that says which version of the functions runs.
struct CVersions {
  /// `MODEL_use_cpu`
  std::string symbol;
  /// What there are versions for, lowest first; fewer than two need no choice.
  SmallVector<CPULevel> levels;
};

/// What runs a compiled model.
enum class CDevice { CPU, GPU };

/// Writes a C header that declares the functions.
void printCHeader(raw_ostream &os, StringRef fileName,
                  ArrayRef<CSignature> signatures, CDevice device,
                  const CVersions &versions = {});

} // namespace mlir::gnn

#endif // GNN_OPT_CONVERSION_CINTERFACE_CHEADER_H

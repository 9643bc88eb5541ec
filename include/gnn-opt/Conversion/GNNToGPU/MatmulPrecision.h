//===- MatmulPrecision.h - What products round to ---------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_CONVERSION_GNNTOGPU_MATMULPRECISION_H
#define GNN_OPT_CONVERSION_GNNTOGPU_MATMULPRECISION_H

#include "llvm/Support/CommandLine.h"

namespace mlir::gnn {

/// What the factors of dense products are rounded to. Sums are f32 always.
enum class MatmulPrecision { F32, TF32, BF16 };

inline llvm::StringRef getName(MatmulPrecision precision) {
  switch (precision) {
  case MatmulPrecision::F32:
    return "f32";
  case MatmulPrecision::TF32:
    return "tf32";
  case MatmulPrecision::BF16:
    return "bf16";
  }
  return "";
}

/// The words of the option, wherever there is one.
inline llvm::cl::ValuesClass getMatmulPrecisions() {
  return llvm::cl::values(
      clEnumValN(MatmulPrecision::F32, "f32", "not rounded (default)"),
      clEnumValN(MatmulPrecision::TF32, "tf32",
                 "11 bits, by tensor cores of sm_80 or later"),
      clEnumValN(MatmulPrecision::BF16, "bf16",
                 "8 bits, by tensor cores of sm_80 or later"));
}

} // namespace mlir::gnn

#endif // GNN_OPT_CONVERSION_GNNTOGPU_MATMULPRECISION_H

//===- Fingerprint.cpp - What a file of statistics was made from ----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fingerprint.h"

#include "gnn-opt/Dialect/GNN/Parameters.h"

#include "mlir/Interfaces/FunctionInterfaces.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SHA256.h"

using namespace mlir;
using namespace mlir::gnn;

/// Half of the hash is enough to tell files apart, and short enough to read.
static std::string format(std::array<uint8_t, 32> hash) {
  return llvm::toHex(ArrayRef(hash).take_front(16), /*LowerCase=*/true);
}

/// A length first: what follows cannot be taken for another's end.
static void update(llvm::SHA256 &hash, StringRef bytes) {
  hash.update(std::to_string(bytes.size()) + ":");
  hash.update(bytes);
}

template <typename T> static std::string print(T printed) {
  std::string text;
  llvm::raw_string_ostream(text) << printed;
  return text;
}

FailureOr<std::string> gnn::fingerprintModel(ModuleOp module) {
  llvm::SHA256 hash;
  for (auto function : module.getOps<FunctionOpInterface>())
    update(hash, print<FunctionOpInterface>(function));
  for (ml_program::GlobalOp parameter : getParameters(module)) {
    FailureOr<std::vector<float>> values = getParameterValues(parameter);
    if (failed(values))
      return failure();
    update(hash, parameter.getSymName());
    update(hash, print(parameter.getType()));
    update(hash, {reinterpret_cast<const char *>(values->data()),
                  values->size() * sizeof(float)});
  }
  return format(hash.final());
}

std::string gnn::fingerprint(StringRef bytes) {
  return format(llvm::SHA256::hash(llvm::arrayRefFromStringRef(bytes)));
}

//===- GPUChip.cpp - GPUs that kernels are made for -----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Support/GPUChip.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir::gnn;

static constexpr llvm::StringLiteral prefix = "sm_";
static constexpr int capabilities[] = {75, 80, 90, 100};

static std::string nameKnown() {
  return llvm::join(
      llvm::map_range(capabilities,
                      [](int capability) {
                        return (prefix + llvm::Twine(capability)).str();
                      }),
      ", ");
}

llvm::Expected<GPUChip> GPUChip::parse(llvm::StringRef name) {
  llvm::StringRef number = name;
  int capability = 0;
  bool known = number.consume_front(prefix) &&
               !number.getAsInteger(10, capability) &&
               llvm::is_contained(capabilities, capability);
  if (!known)
    return llvm::createStringError("expects the chip to be " + nameKnown() +
                                   " but got '" + name + "'");
  return GPUChip(name, capability);
}

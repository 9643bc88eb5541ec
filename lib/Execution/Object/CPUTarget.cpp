//===- CPUTarget.cpp - Processors to compile for --------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Execution/ObjectEmitter.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Target/TargetMachine.h"
#include "llvm/Target/TargetOptions.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/SubtargetFeature.h"

using namespace mlir;
using namespace mlir::gnn;

static CPUTarget getHostTarget() {
  llvm::SubtargetFeatures features;
  const llvm::StringMap<bool> known = llvm::sys::getHostCPUFeatures();
  for (const auto &feature : known)
    features.AddFeature(feature.first(), feature.second);
  unsigned width = known.lookup("avx512f") ? 16 : known.lookup("avx2") ? 8 : 4;
  return {llvm::sys::getHostCPUName().str(), features.getString(), width};
}

llvm::Expected<CPUTarget> gnn::getCPUTarget(StringRef name) {
  static const CPUTarget levels[] = {
      {"x86-64", "", 4}, {"x86-64-v3", "", 8}, {"x86-64-v4", "", 16}};
  if (name == "host")
    return getHostTarget();
  for (const CPUTarget &level : levels)
    if (name == level.cpu)
      return level;
  return llvm::createStringError("expected the target to be host, x86-64, "
                                 "x86-64-v3 or x86-64-v4 but got '" +
                                 name + "'");
}

llvm::Expected<std::unique_ptr<llvm::TargetMachine>>
gnn::createTargetMachine(const CPUTarget &target) {
  llvm::InitializeNativeTarget();
  llvm::InitializeNativeTargetAsmPrinter();
  llvm::Triple triple(llvm::sys::getDefaultTargetTriple());
  std::string message;
  const llvm::Target *backend =
      llvm::TargetRegistry::lookupTarget(triple, message);
  if (!backend)
    return llvm::createStringError(message);
  return std::unique_ptr<llvm::TargetMachine>(backend->createTargetMachine(
      triple, target.cpu, target.features, llvm::TargetOptions(),
      llvm::Reloc::PIC_, llvm::CodeModel::Small,
      llvm::CodeGenOptLevel::Aggressive));
}

//===- CPUTarget.cpp - Processors to compile for --------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Execution/ObjectEmitter.h"
#include "gnn-opt/Execution/TargetOptions.h"

#include "gnn-opt/Support/CPULevels.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Target/TargetMachine.h"
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

/// Compiled for the lowest level, where a function has no versions.
static CPUTarget getLevelsTarget(ArrayRef<CPULevel> levels) {
  const CPULevel &lowest = levels.front();
  CPUTarget target = {lowest.name.str(), "", unsigned(lowest.vectorWidth)};
  if (levels.size() > 1)
    for (const CPULevel &level : levels)
      target.versions.push_back(level.name.str());
  return target;
}

/// Other architectures have no levels yet.
static bool isHostX86() {
  return llvm::Triple(llvm::sys::getDefaultTargetTriple()).getArch() ==
         llvm::Triple::x86_64;
}

std::string CPUTarget::getName() const {
  return versions.empty() ? cpu : llvm::join(versions, ",");
}

llvm::Expected<CPUTarget> gnn::getCPUTarget(StringRef name) {
  if (name == "host" || (name == "portable" && !isHostX86()))
    return getHostTarget();
  if (name == "portable")
    return getLevelsTarget(getCPULevels());
  SmallVector<StringRef> names;
  name.split(names, ',');
  if (!llvm::all_of(names, findCPULevel))
    return llvm::createStringError(
        "expected the target to be host, portable, or one or several of "
        "x86-64, x86-64-v3 and x86-64-v4 but got '" +
        name + "'");
  auto levels = parseCPULevels(names);
  if (!levels)
    return levels.takeError();
  return getLevelsTarget(*levels);
}

llvm::Expected<std::unique_ptr<llvm::TargetMachine>>
gnn::createTargetMachine(const CPUTarget &target) {
  llvm::InitializeNativeTarget();
  llvm::InitializeNativeTargetAsmPrinter();
  // The code that asks for the processor is assembly.
  llvm::InitializeNativeTargetAsmParser();
  llvm::Triple triple(llvm::sys::getDefaultTargetTriple());
  std::string message;
  const llvm::Target *backend =
      llvm::TargetRegistry::lookupTarget(triple, message);
  if (!backend)
    return llvm::createStringError(message);
  return std::unique_ptr<llvm::TargetMachine>(backend->createTargetMachine(
      triple, target.cpu, target.features, getTargetOptions(),
      llvm::Reloc::PIC_, llvm::CodeModel::Small,
      llvm::CodeGenOptLevel::Aggressive));
}

//===- EmulatedModule.cpp - GPU kernels that run on the CPU ---------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Execution/GPUEmulator/EmulatedModule.h"

#include "Intrinsics.h"
#include "Multiprocessor.h"

#include "llvm/ExecutionEngine/Orc/LLJIT.h"
#include "llvm/Support/TargetSelect.h"

#include <thread>

using namespace llvm;
using namespace mlir::gnn::emulator;

struct EmulatedModule::Implementation {
  EmulatorOptions options;
  HostModule host;
  std::unique_ptr<orc::LLJIT> jit;
  /// Guards the counts.
  mutable std::mutex mutex;
  StringMap<KernelCounts> counts;

  Error compile();
  Error placeGlobals();
  Error checkSize(const KernelInfo &kernel, const LaunchSize &size) const;
  void run(Grid &grid) const;
};

EmulatedModule::EmulatedModule(std::unique_ptr<Implementation> implementation)
    : implementation(std::move(implementation)) {}

EmulatedModule::~EmulatedModule() = default;

//===----------------------------------------------------------------------===//
// Loading
//===----------------------------------------------------------------------===//

static Expected<std::unique_ptr<orc::LLJIT>> createJIT() {
  auto builder = orc::JITTargetMachineBuilder::detectHost();
  if (!builder)
    return builder.takeError();
  return orc::LLJITBuilder().setJITTargetMachineBuilder(*builder).create();
}

static Error defineEmulatorFunctions(orc::LLJIT &jit) {
  orc::SymbolMap symbols;
  for (const EmulatorFunction &function : getEmulatorFunctions())
    symbols[jit.mangleAndIntern(function.name)] = {
        orc::ExecutorAddr::fromPtr(function.function),
        JITSymbolFlags::Exported | JITSymbolFlags::Callable};
  return jit.getMainJITDylib().define(orc::absoluteSymbols(std::move(symbols)));
}

Error EmulatedModule::Implementation::compile() {
  auto created = createJIT();
  if (!created)
    return created.takeError();
  jit = std::move(*created);
  if (Error error = defineEmulatorFunctions(*jit))
    return error;
  if (Error error = jit->addIRModule(orc::ThreadSafeModule(
          std::move(host.module), std::move(host.context))))
    return error;
  return placeGlobals();
}

Error EmulatedModule::Implementation::placeGlobals() {
  for (Region &region : host.globals) {
    auto address = jit->lookup(region.name);
    if (!address)
      return address.takeError();
    region.begin = address->getValue();
    region.end += region.begin;
    region.name = "global " + region.name;
  }
  return Error::success();
}

Expected<std::unique_ptr<EmulatedModule>>
EmulatedModule::load(StringRef image, const EmulatorOptions &options) {
  InitializeNativeTarget();
  InitializeNativeTargetAsmPrinter();
  auto host = createHostModule(image, options);
  if (!host)
    return host.takeError();
  auto implementation = std::make_unique<Implementation>();
  implementation->options = options;
  implementation->host = std::move(*host);
  if (Error error = implementation->compile())
    return std::move(error);
  return std::unique_ptr<EmulatedModule>(
      new EmulatedModule(std::move(implementation)));
}

//===----------------------------------------------------------------------===//
// Launching
//===----------------------------------------------------------------------===//

Error EmulatedModule::Implementation::checkSize(const KernelInfo &kernel,
                                                const LaunchSize &size) const {
  uint64_t threads = size.block.size(), blocks = size.grid.size();
  if (threads == 0 || threads > maxThreadsPerBlock)
    return createStringError("expected 1 to " + Twine(maxThreadsPerBlock) +
                             " threads a block but got " + Twine(threads));
  if (kernel.maxThreads && threads > kernel.maxThreads)
    return createStringError("expected at most " + Twine(kernel.maxThreads) +
                             " threads a block, for which the kernel is "
                             "compiled, but got " +
                             Twine(threads));
  if (blocks == 0)
    return createStringError("expected at least one block but got none");
  return Error::success();
}

/// Blocks are spread over as many threads as there is work for.
void EmulatedModule::Implementation::run(Grid &grid) const {
  uint64_t wanted =
      options.threads ? options.threads : std::thread::hardware_concurrency();
  uint64_t count = std::clamp<uint64_t>(wanted, 1, grid.size.grid.size());
  auto work = [&grid] { Multiprocessor().run(grid); };
  std::vector<std::thread> helpers;
  for (uint64_t i = 1; i < count; ++i)
    helpers.emplace_back(work);
  work();
  for (std::thread &helper : helpers)
    helper.join();
}

Error EmulatedModule::launch(StringRef name, const LaunchSize &size,
                             void **parameters, const DeviceMemory &memory) {
  auto kernel = implementation->host.kernels.find(name);
  if (kernel == implementation->host.kernels.end())
    return createStringError("expected a kernel '" + name +
                             "' but the module has none");
  if (Error error = implementation->checkSize(kernel->second, size))
    return createStringError("kernel " + name + ": " +
                             toString(std::move(error)));
  auto entry = implementation->jit->lookup(getLaunchSymbol(name));
  if (!entry)
    return entry.takeError();
  Grid grid(implementation->host, kernel->second, size,
            implementation->options);
  grid.kernel = entry->toPtr<Grid::Kernel>();
  grid.parameters = parameters;
  grid.regions = memory.getRegions();
  append_range(grid.regions, implementation->host.globals);
  llvm::sort(grid.regions, [](const Region &a, const Region &b) {
    return a.begin < b.begin;
  });
  implementation->run(grid);
  if (grid.hasFailed())
    return createStringError(grid.getFailure());
  std::lock_guard lock(implementation->mutex);
  KernelCounts &counts = implementation->counts[name];
  counts += grid.getCounts();
  ++counts.launches;
  return Error::success();
}

//===----------------------------------------------------------------------===//
// Asking
//===----------------------------------------------------------------------===//

bool EmulatedModule::contains(StringRef kernel) const {
  return implementation->host.kernels.contains(kernel);
}

uint64_t EmulatedModule::getSharedBytes(StringRef kernel) const {
  return implementation->host.kernels.lookup(kernel).sharedBytes;
}

KernelCounts EmulatedModule::getCounts(StringRef kernel) const {
  std::lock_guard lock(implementation->mutex);
  return implementation->counts.lookup(kernel);
}

std::vector<std::string> EmulatedModule::getKernelNames() const {
  std::vector<std::string> names;
  for (const auto &kernel : implementation->host.kernels)
    names.push_back(kernel.first().str());
  llvm::sort(names);
  return names;
}

//===- EmulatorFixture.h - Kernels in LLVM IR, launched ---------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TEST_UNIT_EXECUTION_GPUEMULATOR_EMULATORFIXTURE_H
#define GNN_OPT_TEST_UNIT_EXECUTION_GPUEMULATOR_EMULATORFIXTURE_H

#include "gnn-opt/Execution/GPUEmulator/EmulatedModule.h"

#include "gtest/gtest.h"

#include <cstring>

namespace mlir::gnn::emulator {

/// A device with one module. Kernels are written without declarations, which
/// the fixture knows, and take `%i`, the thread's number in the grid, for
/// granted.
class EmulatorTest : public ::testing::Test {
protected:
  EmulatorTest();

  /// A kernel of this body, with `%tid` and `%i` defined.
  static std::string kernel(llvm::StringRef name, llvm::StringRef parameters,
                            llvm::StringRef body);

  /// Loads a module; fails the test where that is an error.
  void load(const llvm::Twine &kernels);
  /// The error of loading it.
  std::string loadError(const llvm::Twine &kernels);

  template <typename Element>
  Element *upload(llvm::ArrayRef<Element> elements) {
    auto *address = allocate<Element>(elements.size());
    std::memcpy(address, elements.data(), elements.size() * sizeof(Element));
    memory.markWritten(address, elements.size() * sizeof(Element));
    return address;
  }
  template <typename Element> Element *allocate(size_t count) {
    return static_cast<Element *>(memory.allocate(count * sizeof(Element)));
  }

  /// The message of a launch that fails; empty where it does not.
  template <typename... Parameters>
  std::string launch(LaunchSize size, Parameters... parameters) {
    void *slots[] = {&parameters..., nullptr};
    return launchSlots(size, slots);
  }

  KernelCounts counts() const { return module->getCounts("k"); }

  EmulatorOptions options;
  DeviceMemory memory;

private:
  std::string launchSlots(const LaunchSize &size, void **slots);

  std::unique_ptr<EmulatedModule> module;
};

/// The message holds the words.
::testing::AssertionResult mentions(const std::string &message,
                                    llvm::StringRef words);

} // namespace mlir::gnn::emulator

#endif // GNN_OPT_TEST_UNIT_EXECUTION_GPUEMULATOR_EMULATORFIXTURE_H

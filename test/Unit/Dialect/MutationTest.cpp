//===- MutationTest.cpp - Odd IR text gives diagnostics, never a crash ----===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Changes the round-trip tests and parses what comes out. Text that verifies
// must survive everything that the dialect offers; text that does not must say
// why.
//
//===----------------------------------------------------------------------===//

#include "DialectTest.h"
#include "Mutator.h"

#include "mlir/IR/Verifier.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {

/// A link that verified IR gives must stay inside both values.
void expectInside(Operation *op, const ChannelLink &link) {
  auto size = [](ChannelDim end) {
    return cast<RankedTensorType>(end.value.getType()).getDimSize(end.dim);
  };
  int64_t span = link.modulus ? link.modulus : size(link.from);
  // One index a head, or heads of the value itself.
  if (link.headWidth > 0 && link.from.value != link.to.value)
    span = llvm::divideCeil(span, link.headWidth);
  EXPECT_GE(link.headWidth, 0) << op->getName().getStringRef().str();
  EXPECT_GE(link.modulus, 0) << op->getName().getStringRef().str();
  if (size(link.from) > 0)
    EXPECT_LE(link.offset + span, size(link.to))
        << op->getName().getStringRef().str();
}

class MutationTest : public test::DialectTest {
protected:
  /// Asks every op all that can be asked without running it.
  void askOps(ModuleOp module) {
    module.walk([&](ChannelOpInterface op) {
      SmallVector<ChannelLink> links;
      op.getChannelLinks(links);
      for (const ChannelLink &link : links)
        expectInside(op, link);
      op.couplesChannels();
    });
  }

  /// What verifies canonicalizes to what verifies, prints, and parses again.
  void useModule(ModuleOp module) {
    askOps(module);
    PassManager passes(&context);
    passes.addPass(createCanonicalizerPass());
    EXPECT_TRUE(succeeded(passes.run(module))) << diagnostics;
    std::string text;
    llvm::raw_string_ostream(text) << module;
    EXPECT_TRUE(parse(text)) << diagnostics << text;
  }
};

TEST_F(MutationTest, ParsesOrSaysWhyNot) {
  std::vector<test::Tokens> sources;
  for (const std::string &text : test::readDialectTests())
    for (const std::string &function : test::splitFunctions(text))
      sources.push_back(test::tokenize(function));
  ASSERT_GE(sources.size(), 30u);

  test::Mutator mutator(/*seed=*/20, test::oddSizes);
  unsigned accepted = 0, refused = 0;
  for (unsigned round = 0; round < 20000; ++round) {
    std::string text =
        mutator.mutate(sources[round % sources.size()], 1 + mutator.pick(3));
    OwningOpRef<ModuleOp> module = parse(text);
    ++(module ? accepted : refused);
    if (module)
      useModule(*module);
    else
      EXPECT_FALSE(diagnostics.empty()) << text;
  }
  // Both ways are really taken.
  EXPECT_GT(accepted, 1000u);
  EXPECT_GT(refused, 1000u);
}

} // namespace

//===- PassMutationTest.cpp - Every pass on odd but valid IR --------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Changes the tests of dialect and passes, and runs a few passes in a random
// order on what still verifies. A pass leaves IR that verifies, or fails and
// says why; none crashes, whatever the sizes and whoever reads a value.
//
//===----------------------------------------------------------------------===//

#include "DialectTest.h"
#include "Mutator.h"

#include "gnn-opt/InitAll.h"

#include "mlir/IR/Verifier.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {

const char *const pipelines[] = {
    "gnn-decompose-layers",
    "gnn-fuse-attention",
    "gnn-reorder-aggregation",
    "gnn-sparse-features",
    "gnn-fold-parameters",
    "gnn-print-channel-groups",
    "gnn-print-cost{nodes=100 edges=1000}",
    "gnn-print-saliency{criterion=fpgm reduction=product normalize=lamp}",
    "gnn-print-saliency{criterion=synflow inputs=true}",
    "gnn-print-saliency{criterion=sensitivity}",
    "gnn-print-saliency{criterion=greedy-least-squares damping=0}",
    "gnn-print-saliency{criterion=lasso}",
    "gnn-prune-channels{ratio=0.5}",
    "gnn-prune-channels{target-macs=0.5x scope=global per-cost=true "
    "inputs=true "
    "nodes=10 edges=20}",
    "gnn-prune-channels{ratio=0.5 scope=backward}",
    "gnn-prune-heads{ratio=0.5}",
    "gnn-prune-weights{sparsity=0.5}",
    "gnn-eliminate-dead-neurons",
    "gnn-eliminate-dead-neurons{box=0:1 max-degree=5}",
    "gnn-print-value-ranges{box=-1:1 channels=true}",
    "gnn-record-signature",
    "gnn-add-c-interface",
    "convert-gnn-to-vector",
    "gnn-to-cpu-pipeline",
    "canonicalize",
    "cse",
    "symbol-dce",
};

class PassMutationTest : public test::DialectTest {
protected:
  PassMutationTest() {
    // Registering twice is an error, and tests share the registry.
    [[maybe_unused]] static const bool once = [] {
      gnn::registerAllPasses();
      registerTransformsPasses();
      return true;
    }();
    DialectRegistry registry;
    gnn::registerAllDialects(registry);
    context.appendDialectRegistry(registry);
    context.loadAllAvailableDialects();
    // Small modules: handing them to threads would take longer.
    context.disableMultithreading();
  }

  /// Whether the pass succeeded.
  bool runPass(ModuleOp module, StringRef pipeline) {
    PassManager passes(&context);
    EXPECT_TRUE(succeeded(parsePassPipeline(pipeline, passes)))
        << pipeline.str();
    diagnostics.clear();
    if (failed(passes.run(module))) {
      EXPECT_NE(diagnostics, "") << pipeline.str() << " failed without a word";
      return false;
    }
    EXPECT_TRUE(succeeded(verify(module))) << pipeline.str() << diagnostics;
    return true;
  }
};

TEST_F(PassMutationTest, PassesSucceedOrSayWhyNot) {
  std::vector<test::Tokens> sources;
  for (const char *folder : {"Dialect/GNN", "Transforms", "Analysis"})
    for (const std::string &text : test::readTests(folder))
      // The widest type there is takes analyses a minute.
      if (!StringRef(text).contains("16777215"))
        for (StringRef part : llvm::split(text, "// -----"))
          sources.push_back(test::tokenize(part.str()));

  // Analyses print their tables.
  testing::internal::CaptureStderr();
  test::Mutator mutator(/*seed=*/21, test::smallSizes);
  unsigned succeeded = 0;
  for (unsigned round = 0; round < 600; ++round) {
    std::string text =
        mutator.mutate(sources[round % sources.size()], mutator.pick(3));
    OwningOpRef<ModuleOp> module = parse(text);
    for (unsigned count = 1 + mutator.pick(4); module && count; --count) {
      StringRef pipeline = pipelines[mutator.pick(std::size(pipelines))];
      if (!runPass(*module, pipeline))
        break;
      ++succeeded;
    }
  }
  std::string printed = testing::internal::GetCapturedStderr();
  EXPECT_GT(succeeded, 500u);
}

} // namespace

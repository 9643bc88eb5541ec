//===- EliminationTest.cpp - Eliminating dead neurons changes nothing -----===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Dead neurons are planted in random models: the pass must find them, and the
// double-precision interpreter must see no difference beyond that of storing a
// folded number in float32.
//
//===----------------------------------------------------------------------===//

#include "Planter.h"
#include "PruningFixture.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

/// The two tolerances of exact passes: removing, and folding into float32.
static constexpr double removing = 1e-12, folding = 1e-6;

namespace {
using Case = std::tuple<std::string, unsigned>;

class Elimination : public PruningTest,
                    public testing::WithParamInterface<Case> {
protected:
  /// The model, as core ops.
  OwningOpRef<ModuleOp> makeCase() {
    OwningOpRef<ModuleOp> module = makeModel(getName(), getSeed());
    if (module)
      runPasses(*module, "func.func(gnn-decompose-layers,cse)");
    return module;
  }

  const std::string &getName() { return std::get<0>(GetParam()); }
  unsigned getSeed() { return std::get<1>(GetParam()); }

  /// How much the pass changes the results. `removed` is how many channels
  /// went.
  double eliminate(ModuleOp module, int64_t &removed) {
    OwningOpRef<ModuleOp> before = module.clone();
    runPasses(module, "gnn-eliminate-dead-neurons");
    removed = countChannels(*before) - countChannels(module);
    return compare(*before, module, getSeed());
  }

private:
  static int64_t countChannels(ModuleOp module) {
    int64_t count = 0;
    ChannelGroups groups(module);
    for (const ChannelGroup &group : groups.getGroups())
      count += group.channels.size();
    return count;
  }
};
} // namespace

/// Its hidden channels show in the norm of their rows.
static bool couplesChannels(StringRef model) {
  return model == "sage_normalized";
}

TEST_P(Elimination, LeavesRandomModelsAlone) {
  OwningOpRef<ModuleOp> module = makeCase();
  int64_t removed = 0;
  EXPECT_EQ(eliminate(*module, removed), 0.0);
  EXPECT_EQ(removed, 0);
}

TEST_P(Elimination, RemovesWhatNobodyReads) {
  OwningOpRef<ModuleOp> module = makeCase();
  Planter(*module, getSeed()).plantUnread();
  int64_t removed = 0;
  EXPECT_LE(eliminate(*module, removed), removing);
  EXPECT_EQ(removed > 0, !couplesChannels(getName()));
}

TEST_P(Elimination, RemovesZeroChannels) {
  OwningOpRef<ModuleOp> module = makeCase();
  Planter(*module, getSeed()).plantConstant(/*keepsBias=*/false);
  int64_t removed = 0;
  // A sigmoid makes 0.5 of zero, which is folded.
  double tolerance = getName() == "residual" ? folding : removing;
  EXPECT_LE(eliminate(*module, removed), tolerance);
  EXPECT_EQ(removed > 0, !couplesChannels(getName()));
}

TEST_P(Elimination, FoldsConstantChannels) {
  OwningOpRef<ModuleOp> module = makeCase();
  Planter(*module, getSeed()).plantConstant(/*keepsBias=*/true);
  int64_t removed = 0;
  EXPECT_LE(eliminate(*module, removed), folding);
  // The others aggregate the constant where rows may be empty.
  static const StringRef foldable[] = {
      "gat_concat", "gat_mean", "gcn", "gin", "jumping", "mlp", "residual"};
  if (llvm::is_contained(foldable, getName()))
    EXPECT_GT(removed, 0);
}

TEST_P(Elimination, MergesDuplicates) {
  OwningOpRef<ModuleOp> module = makeCase();
  Planter(*module, getSeed()).plantDuplicate();
  int64_t removed = 0;
  EXPECT_LE(eliminate(*module, removed), folding);
  EXPECT_EQ(removed > 0, !couplesChannels(getName()));
}

TEST_P(Elimination, WorksAfterPruning) {
  OwningOpRef<ModuleOp> module = makeCase();
  runPasses(*module, "gnn-prune-weights{sparsity=0.7 scope=layer}");
  int64_t removed = 0;
  EXPECT_LE(eliminate(*module, removed), folding);
}

TEST_P(Elimination, SeesLayersAsReaders) {
  OwningOpRef<ModuleOp> module = makeModel(getName(), getSeed());
  Planter(*module, getSeed()).plantUnread();
  int64_t removed = 0;
  EXPECT_LE(eliminate(*module, removed), removing);
  // Whole, a GAT shows its channels in its scores.
  bool isGAT = StringRef(getName()).starts_with("gat");
  EXPECT_EQ(removed > 0, !couplesChannels(getName()) && !isGAT);
}

static std::string nameCase(const testing::TestParamInfo<Case> &info) {
  return std::get<0>(info.param) + "_" +
         std::to_string(std::get<1>(info.param));
}

INSTANTIATE_TEST_SUITE_P(Models, Elimination,
                         testing::Combine(testing::ValuesIn(getModelNames()),
                                          testing::Range(1u, 5u)),
                         nameCase);

//===- LedgerTest.cpp - Every original channel is accounted for -----------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Passes prune and eliminate random models, in several runs with the module as
// text between them. What the ledger says in the end is compared with the
// channel groups of the model before all of it.
//
//===----------------------------------------------------------------------===//

#include "PruningFixture.h"

#include "gnn-opt/Support/JSON.h"

#include "mlir/IR/AsmState.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassRegistry.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"

#include <map>
#include <set>

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;
using ml_program::GlobalOp;
namespace json = llvm::json;

namespace {
/// Parameter, dimension, original index.
using Place = std::tuple<std::string, int64_t, int64_t>;
/// The name of a group and a channel's number in it.
using Name = std::pair<std::string, int64_t>;

/// What the original groups say of a module.
struct Original {
  explicit Original(ModuleOp module) {
    ChannelGroups groups(module);
    for (const ChannelGroup &group : groups.getGroups())
      for (auto [number, channel] : llvm::enumerate(group.channels))
        for (const ChannelMember &member : groups.getMembers(channel)) {
          const ChannelAxis &axis = groups.getAxes()[member.axis];
          if (GlobalOp parameter = axis.parameter)
            nameOf[{parameter.getSymName().str(), axis.dim, member.index}] = {
                group.name, int64_t(number)};
        }
  }

  std::map<Place, Name> nameOf;
};

class LedgerTest : public PruningTest {
protected:
  /// The module written as text and read again.
  OwningOpRef<ModuleOp> reload(ModuleOp module) {
    std::string text;
    llvm::raw_string_ostream os(text);
    module.print(os);
    return parseSourceString<ModuleOp>(text, &context);
  }

  /// The ledger that the last pass of a pipeline writes; `%` is its file.
  json::Object runAndRead(ModuleOp module, StringRef pipeline) {
    SmallString<128> path;
    EXPECT_FALSE(llvm::sys::fs::createTemporaryFile("ledger", "json", path));
    llvm::FileRemover remover(path);
    auto [before, after] = pipeline.split('%');
    runPasses(module, (before + path + after).str());
    return *llvm::cantFail(loadJSONFile(path)).getAsObject();
  }
};

using Case = std::tuple<std::string, unsigned>;

class LedgerOfModels : public LedgerTest,
                       public testing::WithParamInterface<Case> {};
} // namespace

/// The places that entries of the ledger list, with their number.
static std::map<Place, size_t> countRemovals(const json::Object &ledger) {
  std::map<Place, size_t> counts;
  for (const json::Value &entry : *ledger.getArray("channels"))
    for (const json::Value &member : *entry.getAsObject()->getArray("members"))
      for (const json::Value &index :
           *member.getAsObject()->getArray("indices"))
        ++counts[{member.getAsObject()->getString("parameter")->str(),
                  *member.getAsObject()->getInteger("dim"),
                  *index.getAsInteger()}];
  return counts;
}

/// The places that parameters still have.
static std::set<Place> listPresent(const json::Object &ledger) {
  std::set<Place> present;
  for (const auto &[name, value] : *ledger.getObject("parameters")) {
    const json::Object &parameter = *value.getAsObject();
    for (auto [dim, pair] : llvm::enumerate(llvm::zip(
             *parameter.getArray("channels"), *parameter.getArray("shape")))) {
      auto [channels, size] = pair;
      for (int64_t i = 0; i < *size.getAsInteger(); ++i)
        present.insert({name.str(), int64_t(dim),
                        channels.getAsArray()
                            ? *(*channels.getAsArray())[i].getAsInteger()
                            : i});
    }
  }
  return present;
}

TEST_P(LedgerOfModels, EveryChannelIsKeptOrRemovedOnce) {
  auto [name, seed] = GetParam();
  OwningOpRef<ModuleOp> module = makeModel(name, seed);
  Original original(*module);
  runPasses(*module, "gnn-prune-channels{ratio=0.3 criterion=random}");
  module = reload(*module);
  ASSERT_TRUE(module);
  runPasses(*module, "func.func(gnn-decompose-layers),"
                     "gnn-prune-weights{sparsity=0.6 scope=layer},"
                     "gnn-eliminate-dead-neurons");
  module = reload(*module);
  ASSERT_TRUE(module);
  json::Object ledger = runAndRead(
      *module, "gnn-prune-channels{ratio=0.4},gnn-prune-weights{sparsity=0.5},"
               "gnn-eliminate-dead-neurons{ledger=%}");

  std::map<Place, size_t> removed = countRemovals(ledger);
  std::set<Place> present = listPresent(ledger);
  EXPECT_FALSE(removed.empty());
  for (const auto &[place, channel] : original.nameOf) {
    size_t count = removed.count(place) ? removed[place] : 0;
    EXPECT_EQ(count + present.count(place), 1u)
        << channel.first << " " << channel.second << ": " << std::get<0>(place)
        << " " << std::get<1>(place) << " " << std::get<2>(place);
  }
}

TEST_P(LedgerOfModels, EntriesNameTheOriginalChannel) {
  auto [name, seed] = GetParam();
  OwningOpRef<ModuleOp> module = makeModel(name, seed);
  Original original(*module);
  runPasses(*module, "gnn-prune-channels{ratio=0.3 criterion=random},"
                     "func.func(gnn-decompose-layers)");
  module = reload(*module);
  ASSERT_TRUE(module);
  json::Object ledger =
      runAndRead(*module, "gnn-prune-channels{ratio=0.4 ledger=%}");
  std::set<Name> seen;
  for (const json::Value &value : *ledger.getArray("channels")) {
    const json::Object &entry = *value.getAsObject();
    Name channel(entry.getString("group")->str(),
                 entry.getInteger("channel").value_or(-1));
    EXPECT_TRUE(seen.insert(channel).second)
        << channel.first << " " << channel.second << " goes twice";
    Place place(entry.getString("parameter")->str(), *entry.getInteger("dim"),
                *entry.getInteger("index"));
    EXPECT_EQ(original.nameOf.at(place), channel);
  }
  EXPECT_FALSE(seen.empty());
}

static std::string nameCase(const testing::TestParamInfo<Case> &info) {
  return std::get<0>(info.param) + "_" +
         std::to_string(std::get<1>(info.param));
}

INSTANTIATE_TEST_SUITE_P(Models, LedgerOfModels,
                         testing::Combine(testing::ValuesIn(getModelNames()),
                                          testing::Range(1u, 5u)),
                         nameCase);

//===----------------------------------------------------------------------===//
// What is neither
//===----------------------------------------------------------------------===//

/// A head has rows of every channel of the layer, and is none of them.
TEST_F(LedgerTest, AHeadIsAChannelOfTheHeads) {
  OwningOpRef<ModuleOp> module = makeModel("gat_concat", 1);
  json::Object ledger =
      runAndRead(*module, "gnn-prune-heads{ratio=0.4 ledger=%}");
  ASSERT_EQ(ledger.getArray("channels")->size(), 1u);
  const json::Object &entry = *(*ledger.getArray("channels"))[0].getAsObject();
  EXPECT_EQ(entry.getString("group"), "conv1.att_src[1]");
  int64_t head = entry.getInteger("channel").value_or(-1);
  std::map<Place, size_t> removed = countRemovals(ledger);
  for (int64_t row = 0; row < 12; ++row)
    EXPECT_EQ(removed.count({"conv1.lin.weight", 0, row}), row / 4 == head);
  EXPECT_EQ(removed.count({"conv1.att_src", 1, head}), 1u);
}

TEST_F(LedgerTest, ALostLedgerBeginsAnewWithOriginalIndices) {
  OwningOpRef<ModuleOp> module = makeModel("mlp", 1);
  runPasses(*module, "gnn-prune-channels{ratio=0.5 criterion=random}");
  (*module)->removeDiscardableAttr("gnn.ledger");
  json::Object ledger =
      runAndRead(*module, "gnn-prune-channels{ratio=0.5 ledger=%}");
  // Four of eight channels were there, under the indices that they always had.
  const json::Object &group =
      *(*ledger.getObject("original")->getArray("groups"))[0].getAsObject();
  EXPECT_EQ(group.getString("name"), "lin1");
  EXPECT_EQ(group.getInteger("size"), 4);
  std::map<Place, size_t> removed = countRemovals(ledger);
  std::set<Place> present = listPresent(ledger);
  size_t known = 0;
  for (int64_t index = 0; index < 8; ++index)
    known += removed.count({"lin1.weight", 0, index}) +
             present.count({"lin1.weight", 0, index});
  EXPECT_EQ(known, 4u);
}

//===----------------------------------------------------------------------===//
// Ledgers that are damaged
//===----------------------------------------------------------------------===//

namespace {
class DamagedLedgerTest : public LedgerTest {
protected:
  /// What pruning a module with this ledger complains about.
  std::string complaint(StringRef text) {
    std::string diagnostics;
    ScopedDiagnosticHandler handler(&context, [&](Diagnostic &diagnostic) {
      diagnostics += diagnostic.str();
    });
    OwningOpRef<ModuleOp> module = makeModel("mlp", 1);
    auto type = RankedTensorType::get({int64_t(text.size())},
                                      IntegerType::get(&context, 8));
    (*module)->setDiscardableAttr(
        "gnn.ledger", DenseResourceElementsAttr::get(
                          type, "gnn.ledger",
                          HeapAsmResourceBlob::allocateAndCopyInferAlign(
                              ArrayRef<char>(text.data(), text.size()))));
    PassManager passes(&context);
    EXPECT_TRUE(
        succeeded(parsePassPipeline("gnn-prune-channels{ratio=0.5}", passes)));
    EXPECT_TRUE(failed(passes.run(*module)));
    return diagnostics;
  }
};
} // namespace

TEST_F(DamagedLedgerTest, IsRefusedWithThePlace) {
  EXPECT_EQ(complaint("[]"), "gnn.ledger: expected an object but got []");
  EXPECT_EQ(complaint("{"), "gnn.ledger:1:1: expected object key");
  EXPECT_EQ(complaint(R"({"version": 1})"),
            "gnn.ledger: expected version 2 but got 1");
  EXPECT_EQ(complaint(R"({"version": 2})"),
            "gnn.ledger: missing \"original\", expected an object");
  EXPECT_EQ(complaint(R"({"version": 2, "weights": [], "channels": [],
                          "original": {"groups": [{"name": "a", "size": -1}],
                                       "parameters": []}})"),
            "gnn.ledger: expected \"size\" to be from 0 to 33554432 but got -1 "
            "at original.groups[0]");
  EXPECT_EQ(complaint(R"({"version": 2, "weights": [], "channels": {},
                          "original": {"groups": [], "parameters": []}})"),
            "gnn.ledger: expected \"channels\" to be an array but got {}");
}

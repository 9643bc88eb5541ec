//===- SpecImporterTest.cpp - Locations, remarks and damaged specs --------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ImportTest.h"

#include "gnn-opt/Dialect/GNN/GNN.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {

class SpecImporter : public ImportTest {};

TEST_F(SpecImporter, OpsStandWhereTheirLayersDo) {
  OwningOpRef<ModuleOp> module =
      import("{\"features\": 3, \"layers\": [\n"
             "  {\"op\": \"ReLU\"},\n"
             "  {\"op\": \"ELU\", \"name\": \"e\"}]}");
  ASSERT_TRUE(module);
  Location relu = FileLineColLoc::get(&context, "spec.json", 2, 3);
  Location elu = NameLoc::get(StringAttr::get(&context, "e"),
                              FileLineColLoc::get(&context, "spec.json", 3, 3));
  module->walk([&](ReluOp op) { EXPECT_EQ(op.getLoc(), relu); });
  module->walk([&](EluOp op) { EXPECT_EQ(op.getLoc(), elu); });
}

TEST_F(SpecImporter, RemarksWhatNobodyReads) {
  ASSERT_TRUE(importLayers(R"({"op": "ReLU", "name": "forgotten"},
                              {"op": "Tanh", "input": "x"})"));
  EXPECT_NE(reported.find("no layer reads layers[0] (ReLU \"forgotten\")"),
            std::string::npos);
  ASSERT_TRUE(importLayers(R"({"op": "ReLU"}, {"op": "Tanh"})"));
  EXPECT_EQ(reported, "");
}

TEST_F(SpecImporter, OnlyAReadoutTakesPointers) {
  auto arguments = [](ModuleOp module) {
    return module.lookupSymbol<func::FuncOp>("forward").getNumArguments();
  };
  EXPECT_EQ(arguments(*importLayers(R"({"op": "LayerNorm", "name": "l"})")),
            2u);
  EXPECT_EQ(arguments(*importLayers(R"({"op": "global_max_pool"})")), 3u);
}

// Neither a crash nor silence, wherever a spec is cut or a byte of it changes.
TEST_F(SpecImporter, DamagedSpecs) {
  const std::string good =
      R"({"name": "m", "features": 3, "layers": [
           {"op": "GINConv", "name": "c", "nn": [{"op": "Linear", "out_channels": 2}]},
           {"op": "Add", "name": "a", "input": ["c", "c"]},
           {"op": "GATConv", "name": "g", "heads": 2, "out_channels": 3}]})";
  ASSERT_TRUE(import(good));
  for (size_t size = 0; size < good.size(); ++size)
    EXPECT_FALSE(import(StringRef(good).take_front(size))) << size;
  for (size_t place = 0; place < good.size(); ++place)
    for (char other : {'9', '-', '"', '{', ']', '\0', '\xff'}) {
      std::string damaged = good;
      damaged[place] = other;
      OwningOpRef<ModuleOp> module = import(damaged);
      EXPECT_TRUE(module || !reported.empty()) << damaged;
    }
}

} // namespace

//===- LayerErrorsTest.cpp - Layers whose arguments are wrong -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ImportTest.h"

using namespace mlir;
using namespace mlir::gnn::test;

namespace {

class LayerErrors : public ImportTest {};

TEST_F(LayerErrors, ArgumentsThatPyGLacks) {
  expectError(
      importLayers(R"({"op": "ReLU", "slope": 1})"),
      "unknown \"slope\" at layers[0] (ReLU), expected one of: op, name");
  expectError(importLayers(R"({"op": "global_add_pool", "size": 1})"),
              "unknown \"size\" at layers[0] (global_add_pool)");
}

TEST_F(LayerErrors, UnsupportedValues) {
  struct {
    const char *layer, *error;
  } cases[] = {
      {R"({"op": "GCNConv", "name": "c", "out_channels": 2, "improved": true})",
       "unsupported value true of \"improved\", expected false at layers[0] "
       "(GCNConv \"c\")"},
      {R"({"op": "GCNConv", "name": "c", "out_channels": 2, "aggr": "max"})",
       "expected \"aggr\" to be one of: add, sum but got \"max\""},
      {R"({"op": "GCNConv", "name": "c", "out_channels": 2,
           "flow": "target_to_source"})",
       "unsupported value \"target_to_source\" of \"flow\""},
      {R"({"op": "GCNConv", "name": "c", "out_channels": 2, "normalize": false,
           "add_self_loops": true})",
       "expected \"add_self_loops\" to be false, as PyG does, where "
       "\"normalize\" is false, but got true"},
      {R"({"op": "SAGEConv", "name": "c", "out_channels": 2, "project": true})",
       "unsupported value true of \"project\", expected false"},
      {R"({"op": "SAGEConv", "name": "c", "out_channels": 2, "aggr": "lstm"})",
       "expected \"aggr\" to be one of: mean, add, sum, max, min but got "
       "\"lstm\""},
      {R"({"op": "SAGEConv", "name": "c", "out_channels": 2,
           "aggr": ["mean", "max"]})",
       "expected \"aggr\" to be a string but got [\"mean\",\"max\"]"},
      {R"({"op": "GATConv", "name": "c", "out_channels": 2, "edge_dim": 4})",
       "unsupported value 4 of \"edge_dim\", expected null"},
      {R"({"op": "GATConv", "name": "c", "out_channels": 2, "residual": true})",
       "unsupported value true of \"residual\""},
      {R"({"op": "BatchNorm", "name": "b", "track_running_stats": false})",
       "unsupported value false of \"track_running_stats\""},
      {R"({"op": "LayerNorm", "name": "l", "mode": "channel"})",
       "expected \"mode\" to be one of: graph, node but got \"channel\""},
      {R"({"op": "JumpingKnowledge", "input": ["x", "x"]})",
       "missing \"mode\", expected a string at layers[0] (JumpingKnowledge)"},
      {R"({"op": "JumpingKnowledge", "input": ["x", "x"], "mode": "lstm"})",
       "expected \"mode\" to be one of: cat, max but got \"lstm\""},
      {R"({"op": "LogSoftmax", "dim": 0})",
       "expected \"dim\" to be -1 or 1 but got 0"},
      {R"({"op": "Dropout", "p": 1.5})", "expected \"p\" to be from 0 to 1"},
  };
  for (auto [layer, error] : cases)
    expectError(importLayers(layer), error);
}

TEST_F(LayerErrors, Sizes) {
  expectError(importLayers(R"({"op": "Linear", "name": "l"})"),
              "missing \"out_channels\", expected an integer at layers[0] "
              "(Linear \"l\")");
  expectError(
      importLayers(R"({"op": "Linear", "name": "l", "out_channels": 0})"),
      "expected \"out_channels\" to be from 1 to 16777215 but got 0");
  expectError(
      importLayers(R"({"op": "Linear", "name": "l", "out_channels": -3})"),
      "but got -3");
  expectError(
      importLayers(R"({"op": "Linear", "name": "l", "out_channels": 2.5})"),
      "expected \"out_channels\" to be an integer but got 2.5");
  expectError(importLayers(R"({"op": "Linear", "name": "l", "out_channels": 2,
                               "in_channels": 4})"),
              "expected \"in_channels\" to be 3, the width of the input, but "
              "got 4");
  expectError(importLayers(R"({"op": "GATConv", "name": "g", "heads": 0,
                               "out_channels": 2})"),
              "expected \"heads\" to be from 1 to 16777215 but got 0");
  expectError(importLayers(R"({"op": "GATConv", "name": "g", "heads": 16777215,
                               "out_channels": 2})"),
              "expected at most 16777215 channels but got 33554430");
}

TEST_F(LayerErrors, Names) {
  expectError(importLayers(R"({"op": "Linear", "out_channels": 2})"),
              "missing \"name\", expected the layer's prefix in the state "
              "dict at layers[0] (Linear)");
  expectError(importLayers(R"(
      {"op": "GINConv", "name": "c", "nn": [{"op": "Linear", "out_channels": 2}]},
      {"op": "Linear", "name": "c.nn.0", "out_channels": 2})"),
              "expected different parameter names but got \"c.nn.0.weight\" "
              "twice");
}

TEST_F(LayerErrors, Widths) {
  expectError(importLayers(R"({"op": "Linear", "name": "l", "out_channels": 4},
                              {"op": "Add", "input": ["x", "l"]})"),
              "expected inputs of one width but \"x\" has 3 channels and "
              "\"l\" has 4");
  expectError(import(R"({"features": 16777215,
                         "layers": [{"op": "Concat", "input": ["x", "x"]}]})"),
              "expected at most 16777215 channels but got 33554430");
}

// Nodes and graphs have rows of their own.
TEST_F(LayerErrors, Rows) {
  StringRef pool = R"({"op": "global_add_pool", "name": "p"}, )";
  expectError(importLayers((pool + R"({"op": "GCNConv", "name": "c",
                                       "out_channels": 2})")
                               .str()),
              "expected inputs with one row a node but \"p\" has one row a "
              "graph at layers[1] (GCNConv \"c\")");
  expectError(importLayers((pool + R"({"op": "global_add_pool"})").str()),
              "expected inputs with one row a node but \"p\"");
  expectError(
      importLayers((pool + R"({"op": "Add", "input": ["x", "p"]})").str()),
      "expected inputs with one row a node, or all with one row a graph, but "
      "\"p\" has one row a graph");
  expectError(
      importLayers((pool + R"({"op": "LayerNorm", "name": "l"})").str()),
      "expected rows to be nodes in \"mode\" graph but \"p\"");
  expectError(importLayers((pool + R"({"op": "NormalizeFeatures"})").str()),
              "expected rows to be nodes but \"p\" has one row a graph at "
              "layers[1] (NormalizeFeatures)");
}

TEST_F(LayerErrors, Sequence) {
  auto importNetwork = [&](StringRef parts) {
    return importLayers(
        (R"({"op": "GINConv", "name": "c", "nn": )" + parts + "}").str());
  };
  expectError(importLayers(R"({"op": "GINConv", "name": "c"})"),
              "missing \"nn\", expected an array");
  expectError(importNetwork("[3]"),
              "expected a layer with \"op\" but got 3 as nn[0] of the layer at "
              "layers[0] (GINConv \"c\")");
  expectError(importNetwork(R"([{"op": "ReLU"}, {"op": "GCNConv"}])"),
              "expected a layer on rows but got \"GCNConv\" as nn[1]");
  expectError(importNetwork(R"([{"op": "Linear"}])"),
              "missing \"out_channels\", expected an integer at nn[0] of the "
              "layer at layers[0]");
  expectError(importNetwork(R"([{"op": "ReLU", "input": "x"}])"),
              "unknown \"input\" at nn[0] of the layer");
  expectError(importNetwork(R"([{"op": "NormalizeFeatures"}])"),
              "expected a layer that takes features alone but it takes the "
              "graphs of nodes too at nn[0] of the layer at layers[0]");
  expectError(importNetwork(R"([{"op": "LayerNorm"}])"),
              "takes the graphs of nodes too in \"mode\" graph at nn[0]");
}

} // namespace

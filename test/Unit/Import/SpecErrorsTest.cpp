//===- SpecErrorsTest.cpp - Specs whose shape is wrong --------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ImportTest.h"

using namespace mlir::gnn::test;

namespace {

class SpecErrors : public ImportTest {};

TEST_F(SpecErrors, TopLevel) {
  expectError(import(""), "spec.json\":1:1");
  expectError(import("[1]"), "expected a spec to be an object but got [1]");
  expectError(import("{}"), "missing \"features\", expected an integer");
  expectError(import(R"({"features": 3})"),
              "missing \"layers\", expected an array");
  expectError(import(R"({"features": "3", "layers": []})"),
              "expected \"features\" to be an integer but got \"3\"");
  expectError(import(R"({"features": 0, "layers": []})"),
              "expected \"features\" to be from 1 to 16777215 but got 0");
  expectError(import(R"({"features": 9223372036854775807, "layers": []})"),
              "but got 9223372036854775807");
  expectError(import(R"({"features": 3, "layers": []})"),
              "expected \"layers\" not to be empty");
  expectError(import(R"({"features": 3, "layers": {}})"),
              "expected \"layers\" to be an array but got {}");
  expectError(import(R"({"name": "", "features": 3, "layers": []})"),
              "expected \"name\" not to be empty");
  expectError(import(R"({"feature": 3, "layers": []})"),
              "unknown \"feature\", expected one of: name, features");
  expectError(import(R"({"features": 3, "sparse_features": 1, "layers": []})"),
              "expected \"sparse_features\" to be true or false but got 1");
}

TEST_F(SpecErrors, NestedTooDeeply) {
  expectError(import(std::string(100000, '[')), "spec.json");
}

TEST_F(SpecErrors, Layers) {
  expectError(importLayers("3"),
              "expected layers[0] to be an object but got 3");
  expectError(importLayers("{}"),
              "missing \"op\", expected a string at layers[0]");
  expectError(importLayers(R"({"op": 1})"),
              "expected \"op\" to be a string but got 1 at layers[0]");
  expectError(importLayers(R"({"op": "ReLU", "name": 1})"),
              "expected \"name\" to be a string but got 1 at layers[0]");
  expectError(importLayers(R"({"op": "ReLU", "name": ""})"),
              "expected \"name\" not to be empty at layers[0]");
  expectError(importLayers(R"({"op": "ReLU", "name": "x"})"),
              "expected a name other than \"x\"");
  expectError(
      importLayers(
          R"({"op": "ReLU", "name": "a"}, {"op": "Tanh", "name": "a"})"),
      "expected different names but got \"a\" at layers[1] (Tanh \"a\") and "
      "layers[0]");
  expectError(importLayers(R"({"op": "relu\u001b[31m"})"),
              "unknown \"op\" \"relu\\x1B[31m\"");
}

TEST_F(SpecErrors, Inputs) {
  expectError(importLayers(R"({"op": "ReLU", "input": "b"})"),
              "unknown \"input\" \"b\" at layers[0] (ReLU), expected \"x\" or "
              "the name of a layer");
  expectError(importLayers(R"({"op": "ReLU", "input": 3})"),
              "expected \"input\" to name layers but got 3");
  expectError(importLayers(R"({"op": "ReLU", "input": [["x"]]})"),
              "expected \"input\" to name layers but got [\"x\"]");
  expectError(importLayers(R"({"op": "ReLU", "input": []})"),
              "expected \"input\" to name one of the layers before but got 0");
  expectError(importLayers(R"({"op": "ReLU", "input": ["x", "x"]})"),
              "to name one of the layers before but got 2");
  expectError(importLayers(R"({"op": "Add"})"),
              "to name two or more of the layers before but got 1");
}

TEST_F(SpecErrors, Calls) {
  expectError(importLayers(R"({"call": 1})"),
              "expected \"call\" to be a string but got 1 at layers[0]");
  expectError(importLayers(R"({"call": "a"}, {"op": "ReLU", "name": "a"})"),
              "unknown \"call\" \"a\" at layers[0], expected the name of a "
              "layer before");
  expectError(importLayers(R"({"op": "ELU", "name": "a"},
                              {"call": "a", "alpha": 2})"),
              "unknown \"alpha\" at layers[1], expected one of: call, name, "
              "input");
  expectError(
      importLayers(
          R"({"op": "GINConv", "name": "a",
              "nn": [{"op": "Linear", "out_channels": 5}]},
             {"call": "a", "name": "b"})"),
      "expected parameter \"a.nn.0.weight\" to have shape [5, 3], as in the "
      "first call, but got [5, 5] at nn[0] of the layer at layers[1] "
      "(GINConv \"b\")");
}

TEST_F(SpecErrors, Order) {
  expectError(importLayers(R"({"op": "ReLU", "name": "a", "input": "a"})"),
              "expected layers without a cycle but \"a\" reads \"a\"");
  expectError(importLayers(R"({"op": "ReLU", "name": "a", "input": "b"},
                              {"op": "ReLU", "name": "b"})"),
              "expected layers without a cycle but \"a\" reads \"b\", which "
              "reads \"a\"");
  expectError(importLayers(R"({"op": "ReLU", "name": "a", "input": "b"},
                              {"op": "ReLU", "name": "b", "input": "x"})"),
              "expected layers in order but layers[0] (ReLU \"a\") reads "
              "\"b\", which comes later");
}

TEST_F(SpecErrors, PlaceIsTheLayersLine) {
  expectError(import("{\"name\": \"lay\\\"ers\", \"features\": 3,\n"
                     " \"layers\": [ {\"op\": \"ReLU\"},\n"
                     "\n"
                     "      {\"op\": \"None\", \"nn\": [{}, {}]}]}"),
              "loc(\"spec.json\":4:7): unknown \"op\" \"None\"");
}

} // namespace

//===- DatasetDamageTest.cpp - Every kind of damaged data file ------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DatasetFile.h"

#include <cmath>

using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {

/// The message for a file, without the file's name in front.
std::string loadError(const DatasetFile &file) {
  llvm::StringRef name = "file: ";
  std::string message = messageOf(file.load());
  EXPECT_TRUE(llvm::StringRef(message).starts_with(name)) << message;
  return message.substr(std::min(name.size(), message.size()));
}

TEST(DatasetDamage, Features) {
  EXPECT_EQ(loadError(makeDenseFile().remove("x")),
            "expected node features, a tensor \"x\" or \"x_indptr\", but the "
            "file has none");
  EXPECT_EQ(
      loadError(makeSparseFile().set<float>("x", {3, 1}, {1, 2, 3})),
      "expected dense features \"x\" or CSR features \"x_indptr\" but the "
      "file has both");
  EXPECT_EQ(loadError(makeDenseFile().set<float>("x", {3}, {1, 2, 3})),
            "tensor \"x\": expected shape [nodes, features] but got [3]");
  EXPECT_EQ(loadError(makeDenseFile().set<int64_t>("x", {3, 1}, {1, 2, 3})),
            "tensor \"x\": expected dtype F64, F32, F16 or BF16 but got I64");
  EXPECT_EQ(loadError(makeDenseFile().set<float>("x", {3, 1}, {1, NAN, 3})),
            "tensor \"x\": expected finite values but element 1 is nan");
  EXPECT_EQ(
      loadError(makeDenseFile().set<float>("x", {3, 1}, {1, 2, HUGE_VALF})),
      "tensor \"x\": expected finite values but element 2 is infinite");
  EXPECT_EQ(loadError(makeDenseFile().set<float>("x", {3, 0}, {})),
            "tensor \"x\": expected 1 to 2147483647 feature columns but got "
            "shape [3, 0]");
  EXPECT_EQ(
      loadError(makeDenseFile().set<float>("x", {int64_t(1) << 31, 0}, {})),
      "tensor \"x\": expected at most 2147483647 nodes but got "
      "2147483648");
}

TEST(DatasetDamage, CSRShape) {
  DatasetFile file = makeSparseFile();
  for (llvm::StringRef text : {"", "3", "3,", ",2", "3,2,1", "a,b", "3x2",
                               "-3,2", "99999999999999999999,2"})
    EXPECT_EQ(loadError(file.setMetadata("x_shape", text)),
              "metadata \"x_shape\": expected \"nodes,features\" but got \"" +
                  text.str() + "\"");
  EXPECT_EQ(loadError(file.setMetadata("x_shape", "2147483648,2")),
            "metadata \"x_shape\": expected at most 2147483647 nodes but got "
            "2147483648");
  EXPECT_EQ(
      loadError(file.setMetadata("x_shape", "3,0")),
      "metadata \"x_shape\": expected 1 to 2147483647 feature columns but "
      "got shape [3, 0]");
  EXPECT_EQ(loadError(file.setMetadata("x_shape", "4,2")),
            "tensor \"x_indptr\": expected shape [5] but got [4]");
  EXPECT_EQ(
      loadError(makeDenseFile().remove("x").set<int64_t>("x_indptr", {1}, {0})),
      "metadata \"x_shape\": expected \"nodes,features\", the shape of "
      "the CSR features, but the file has none");
}

TEST(DatasetDamage, CSRContent) {
  auto indptr = [](std::vector<int64_t> values) {
    return loadError(makeSparseFile().set<int64_t>("x_indptr", {4}, values));
  };
  EXPECT_EQ(indptr({1, 1, 1, 3}),
            "tensor \"x_indptr\": expected to start with 0 but element 0 is 1");
  EXPECT_EQ(indptr({0, 2, 1, 3}), "tensor \"x_indptr\": expected not to "
                                  "decrease but element 2 is 1 after 2");
  EXPECT_EQ(indptr({0, 1, 1, 4}), "tensor \"x_indptr\": expected to end with 3 "
                                  "but the last element is 4");
  auto indices = [](std::vector<int32_t> values) {
    return loadError(makeSparseFile().set<int32_t>("x_indices", {3}, values));
  };
  EXPECT_EQ(indices({1, 0, 2}), "tensor \"x_indices\": expected columns in [0, "
                                "2) but element 2 is 2");
  EXPECT_EQ(indices({-1, 0, 1}), "tensor \"x_indices\": expected columns in "
                                 "[0, 2) but element 0 is -1");
  EXPECT_EQ(indices({1, 1, 1}),
            "tensor \"x_indices\": expected each column "
            "once a row but column 1 occurs twice in row 2");
  EXPECT_EQ(loadError(makeSparseFile().remove("x_indices")),
            "tensor \"x_indices\": expected this tensor but the file has none");
}

TEST(DatasetDamage, CSRValues) {
  EXPECT_EQ(loadError(makeSparseFile().remove("x_values")),
            "tensor \"x_values\": expected this tensor but the file has none");
  EXPECT_EQ(loadError(makeSparseFile().set<float>("x_values", {2}, {1, 2})),
            "tensor \"x_values\": expected shape [3] but got [2]");
  EXPECT_EQ(
      loadError(makeSparseFile().set<float>("x_values", {3}, {1, NAN, 2})),
      "tensor \"x_values\": expected finite values but element 1 is nan");
}

TEST(DatasetDamage, Edges) {
  auto edges = [](std::vector<int64_t> shape, std::vector<int64_t> values) {
    return loadError(makeDenseFile().set<int64_t>("edge_index", shape, values));
  };
  EXPECT_EQ(
      loadError(makeDenseFile().remove("edge_index")),
      "tensor \"edge_index\": expected this tensor but the file has none");
  EXPECT_EQ(edges({3, 1}, {0, 1, 2}),
            "tensor \"edge_index\": expected shape [2, edges] but got [3, 1]");
  EXPECT_EQ(edges({2}, {0, 1}),
            "tensor \"edge_index\": expected shape [2, edges] but got [2]");
  EXPECT_EQ(
      edges({2, 2}, {0, 9999, 1, 1}),
      "tensor \"edge_index\": edge 1: expected a source in [0, 3) but got "
      "9999");
  EXPECT_EQ(edges({2, 2}, {0, 1, 3, 1}),
            "tensor \"edge_index\": edge 0: expected a destination in [0, 3) "
            "but got 3");
  EXPECT_EQ(loadError(makeDenseFile().set<float>("edge_index", {2, 1}, {0, 1})),
            "tensor \"edge_index\": expected dtype I64 or I32 but got F32");
}

TEST(DatasetDamage, LabelsAndMasks) {
  EXPECT_EQ(loadError(makeDenseFile().set<int64_t>("y", {2}, {0, 1})),
            "tensor \"y\": expected shape [3] but got [2]");
  EXPECT_EQ(loadError(makeDenseFile().set<int64_t>("y", {3, 1}, {0, 1, 1})),
            "tensor \"y\": expected one dimension but got shape [3, 1]");
  EXPECT_EQ(loadError(makeDenseFile().set<int64_t>("y", {3}, {0, -2, 1})),
            "tensor \"y\": expected classes from 0, or -1 for unknown, but "
            "element 1 is -2");
  EXPECT_EQ(loadError(makeDenseFile().setMask("val_mask", "\1\1")),
            "tensor \"val_mask\": expected shape [3] but got [2]");
  EXPECT_EQ(
      loadError(makeDenseFile().set<uint8_t>("test_mask", {3}, {0, 0, 1})),
      "tensor \"test_mask\": expected dtype BOOL but got U8");
}

TEST(DatasetDamage, GraphSets) {
  auto pointers = [](std::vector<int64_t> values) {
    return loadError(makeGraphSetFile().set<int64_t>(
        "graph_ptr", {static_cast<int64_t>(values.size())}, values));
  };
  EXPECT_EQ(pointers({}),
            "tensor \"graph_ptr\": expected at least one offset but got none");
  EXPECT_EQ(
      pointers({1, 3}),
      "tensor \"graph_ptr\": expected to start with 0 but element 0 is 1");
  EXPECT_EQ(pointers({0, 2}),
            "tensor \"graph_ptr\": expected to end with 3 but "
            "the last element is 2");
  EXPECT_EQ(pointers({0, 4, 3}), "tensor \"graph_ptr\": expected not to "
                                 "decrease but element 2 is 3 after 4");
  EXPECT_EQ(pointers({0, 2, 3}),
            "tensor \"graph_ptr\": expected edges within one graph but graph 0 "
            "is nodes [0, 2) and has the edge 2 -> 1");
  EXPECT_EQ(loadError(makeGraphSetFile().set<int64_t>("y", {3}, {0, 1, 1})),
            "tensor \"y\": expected shape [2] but got [3]");
  EXPECT_EQ(loadError(makeGraphSetFile().set<int64_t>("fold", {1}, {0})),
            "tensor \"fold\": expected shape [2] but got [1]");
  EXPECT_EQ(
      loadError(makeDenseFile().set<int64_t>("fold", {3}, {0, 1, 2})),
      "tensor \"fold\": expected \"graph_ptr\" beside it but the file has "
      "none");
}

} // namespace

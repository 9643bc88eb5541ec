//===- OriginalModelTest.cpp - The model that a ledger began with ---------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestSupport.h"

#include "gnn-opt/Support/JSON.h"
#include "gnn-opt/Support/OriginalModel.h"

using namespace mlir::gnn;
using namespace mlir::gnn::test;
using llvm::StringRef;
namespace json = llvm::json;

/// Two heads of four channels, and a concatenation of three inputs with them.
static constexpr const char *text = R"({
  "groups": [{"name": "x", "size": 3, "frozen": "argument of @forward"},
             {"name": "conv1", "size": 4}],
  "parameters": [
    {"name": "conv1.lin.weight", "shape": [8, 3], "runs": [
      {"dim": 0, "index": 0, "count": 4, "group": "conv1", "channel": 0},
      {"dim": 0, "index": 4, "count": 4, "group": "conv1", "channel": 0},
      {"dim": 1, "index": 0, "count": 3, "group": "x", "channel": 0}]},
    {"name": "eps", "shape": [], "runs": []},
    {"name": "lin.weight", "shape": [2, 5], "runs": [
      {"dim": 1, "index": 0, "count": 1, "group": "x", "channel": 2},
      {"dim": 1, "index": 2, "count": 3, "group": "conv1", "channel": 1}]}]})";

static json::Object parse(StringRef text) {
  return *llvm::cantFail(parseJSON(text, "text")).getAsObject();
}

/// What the text with `from` replaced by `to` complains about.
static std::string complaint(StringRef from, StringRef to) {
  auto [before, after] = StringRef(text).split(from);
  EXPECT_NE(before.size(), StringRef(text).size()) << from.str();
  return messageOf(
      OriginalModel::fromJSON(parse((before + to + after).str()), "original"));
}

TEST(OriginalModel, ComesBackAsItWasWritten) {
  auto model = OriginalModel::fromJSON(parse(text), "original");
  ASSERT_TRUE(isOk(model));
  EXPECT_EQ(json::Value(model->toJSON()), json::Value(parse(text)));
}

TEST(OriginalModel, FindsTheChannelOfAnIndex) {
  auto model = OriginalModel::fromJSON(parse(text), "original");
  ASSERT_TRUE(isOk(model));
  using Found = std::optional<OriginalChannel>;
  EXPECT_EQ(model->findChannel("conv1.lin.weight", 0, 1), Found({1, 1}));
  EXPECT_EQ(model->findChannel("conv1.lin.weight", 0, 7), Found({1, 3}));
  EXPECT_EQ(model->findChannel("conv1.lin.weight", 1, 2), Found({0, 2}));
  EXPECT_EQ(model->findChannel("lin.weight", 1, 0), Found({0, 2}));
  EXPECT_EQ(model->findChannel("lin.weight", 1, 4), Found({1, 3}));
  // No channel: a gap, a dimension without runs, beyond the end, no parameter.
  EXPECT_EQ(model->findChannel("lin.weight", 1, 1), std::nullopt);
  EXPECT_EQ(model->findChannel("lin.weight", 0, 1), std::nullopt);
  EXPECT_EQ(model->findChannel("conv1.lin.weight", 0, 8), std::nullopt);
  EXPECT_EQ(model->findChannel("conv1.lin.weight", 0, -1), std::nullopt);
  EXPECT_EQ(model->findChannel("eps", 0, 0), std::nullopt);
  EXPECT_EQ(model->findChannel("bias", 0, 0), std::nullopt);
}

TEST(OriginalModel, RunsStayInsideTheirParameterAndGroup) {
  EXPECT_EQ(complaint(R"("index": 4, "count": 4)", R"("index": 5, "count": 4)"),
            "expected \"count\" to be from 1 to 3 but got 4 at "
            "original.parameters[0].runs[1]");
  EXPECT_EQ(complaint(R"("index": 2, "count": 3)", R"("index": 1, "count": 4)"),
            "expected \"count\" to be from 1 to 3 but got 4 at "
            "original.parameters[2].runs[1]");
  EXPECT_EQ(complaint(R"("index": 4)", R"("index": 8)"),
            "expected \"index\" to be from 0 to 7 but got 8 at "
            "original.parameters[0].runs[1]");
  EXPECT_EQ(complaint(R"("channel": 2)", R"("channel": -1)"),
            "expected \"channel\" to be from 0 to 2 but got -1 at "
            "original.parameters[2].runs[0]");
  EXPECT_EQ(complaint(R"("dim": 1)", R"("dim": 2)"),
            "expected \"dim\" to be from 0 to 1 but got 2 at "
            "original.parameters[0].runs[2]");
  EXPECT_EQ(complaint(R"("group": "conv1")", R"("group": "conv2")"),
            "expected \"group\" to be among the groups but got \"conv2\" at "
            "original.parameters[0].runs[0]");
}

TEST(OriginalModel, FieldsAreCheckedWithTheirPlace) {
  EXPECT_EQ(complaint(R"("name": "conv1", )", R"("name": "x", )"),
            "expected one group \"x\" but got another at original.groups[1]");
  EXPECT_EQ(complaint(R"("size": 4)", R"("size": 33554433)"),
            "expected \"size\" to be from 0 to 33554429 but got 33554433 at "
            "original.groups[1]");
  EXPECT_EQ(complaint(R"("shape": [8, 3])", R"("shape": [8, 1.5])"),
            "expected integers of \"shape\" to be from 0 to 1099511627776 but "
            "got 1.5 at original.parameters[0]");
  EXPECT_EQ(complaint(R"("runs": [])", R"("runs": [3])"),
            "expected an object but got 3 at original.parameters[1].runs[0]");
  EXPECT_EQ(complaint(R"("groups")", R"("group")"),
            "missing \"groups\", expected an array at original");
}

TEST(OriginalModel, OtherVersionsOfTheLedgerAreRefused) {
  EXPECT_TRUE(isOk(checkLedgerVersion(parse(R"({"version": 2})"))));
  EXPECT_EQ(messageOf(checkLedgerVersion(parse(R"({"version": 1})"))),
            "expected version 2 but got 1");
  EXPECT_EQ(messageOf(checkLedgerVersion(parse("{}"))),
            "missing \"version\", expected an integer");
}

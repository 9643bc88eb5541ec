//===- JSONTest.cpp - JSON files and typed fields -------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestSupport.h"

#include "gnn-opt/Support/AtomicFile.h"
#include "gnn-opt/Support/JSON.h"

using namespace mlir::gnn;
using namespace mlir::gnn::test;
using llvm::StringRef;
namespace json = llvm::json;

namespace {

TEST(JSON, ParsesWhatIsWellFormed) {
  auto value =
      parseJSON(R"({"a": [1, {"a": 2, "b": "x\"},{"}], "b": {}})", "f");
  ASSERT_TRUE(isOk(value));
  EXPECT_EQ(value->getAsObject()->size(), 2u);
  auto scalar = parseJSON(" 3 ", "f");
  ASSERT_TRUE(isOk(scalar));
  EXPECT_EQ(*scalar, json::Value(3));
}

TEST(JSON, ErrorsHaveLineAndColumn) {
  EXPECT_EQ(messageOf(parseJSON("", "f")), "f:1:1: unexpected EOF");
  EXPECT_EQ(messageOf(parseJSON("{\n  \"a\": 1\n  \"b\": 2\n}", "f")),
            "f:3:3: expected , or } after object property");
  EXPECT_EQ(messageOf(parseJSON("\n\n  @", "f")), "f:3:3: invalid JSON value");
}

TEST(JSON, RepeatedKeysAreErrors) {
  EXPECT_EQ(messageOf(parseJSON("{\"a\": 1,\n \"a\": 2}", "f")),
            "f:2:2: key \"a\" occurs twice");
  EXPECT_EQ(messageOf(parseJSON(R"([{"b": {"k": 1, "\u006b": 1}}])", "f")),
            "f:1:17: key \"k\" occurs twice");
  // The same key in two objects, as a value, and in an array.
  auto value = parseJSON(
      R"([{"a": "a"}, {"a": ["a", "a"], "b": {"a": "b"}}, "a", "a"])", "f");
  EXPECT_TRUE(isOk(value));
}

TEST(JSON, NestingIsLimited) {
  auto nest = [](size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  auto deepest = parseJSON(nest(kMaxJSONDepth), "f");
  EXPECT_TRUE(isOk(deepest));
  EXPECT_EQ(messageOf(parseJSON(nest(kMaxJSONDepth + 1), "f")),
            "f:1:129: expected arrays and objects to nest at most 128 deep but "
            "got one more");
  // Brackets in strings nest nothing.
  auto string = parseJSON("\"" + std::string(1000, '[') + "\"", "f");
  EXPECT_TRUE(isOk(string));
}

TEST(JSON, DamagedTextIsTheParsersToReport) {
  for (StringRef text : {"\"", "{\"", "{\"a\\", "{\"a", "}", "]", ",", ":",
                         "{\"\\u12\":1,\"\\u12\":2}", "{,}", "[}", "{]", "\\"})
    EXPECT_TRUE(failsWith(parseJSON(text, "f"), "f:1:")) << text.str();
}

TEST(JSON, FilesAreNamed) {
  TemporaryFolder folder;
  std::string path = folder.getPath("spec.json");
  EXPECT_EQ(messageOf(loadJSONFile(path)),
            "cannot read \"" + path + "\": No such file or directory");
  auto write = [&](StringRef text) {
    return writeFileAtomically(path, [&](llvm::raw_ostream &os) {
      os << text;
      return llvm::Error::success();
    });
  };
  ASSERT_TRUE(isOk(write("[1,")));
  EXPECT_EQ(messageOf(loadJSONFile(path)), path + ":1:3: unexpected EOF");
  ASSERT_TRUE(isOk(write("[1]")));
  auto value = loadJSONFile(path);
  ASSERT_TRUE(isOk(value));
  EXPECT_EQ(*value, json::Value(json::Array{1}));
}

TEST(JSON, FieldsOfEveryType) {
  json::Object object{{"b", true},
                      {"i", 3},
                      {"d", 0.5},
                      {"s", "text"},
                      {"a", json::Array{1}},
                      {"o", json::Object{}}};
  EXPECT_TRUE(*getField<bool>(object, "b"));
  EXPECT_EQ(*getField<int64_t>(object, "i"), 3);
  EXPECT_EQ(*getField<double>(object, "i"), 3.0);
  EXPECT_EQ(*getField<double>(object, "d"), 0.5);
  EXPECT_EQ(*getField<StringRef>(object, "s"), "text");
  EXPECT_EQ((*getField<const json::Array *>(object, "a"))->size(), 1u);
  EXPECT_TRUE((*getField<const json::Object *>(object, "o"))->empty());
  EXPECT_EQ(*getFieldOr<int64_t>(object, "i", 7), 3);
  EXPECT_EQ(*getFieldOr<int64_t>(object, "none", 7), 7);
}

TEST(JSON, FieldErrorsSayWhatWhereAndGot) {
  json::Object object{{"out_channels", "abc"}, {"d", 0.5}, {"n", nullptr}};
  EXPECT_EQ(messageOf(getField<int64_t>(object, "out_channels", "layers[1]")),
            "expected \"out_channels\" to be an integer but got \"abc\" at "
            "layers[1]");
  EXPECT_EQ(messageOf(getField<int64_t>(object, "d")),
            "expected \"d\" to be an integer but got 0.5");
  EXPECT_EQ(messageOf(getField<bool>(object, "n")),
            "expected \"n\" to be true or false but got null");
  EXPECT_EQ(messageOf(getField<StringRef>(object, "op", "layers[0]")),
            "missing \"op\", expected a string at layers[0]");
  EXPECT_EQ(messageOf(getFieldOr<double>(object, "out_channels", 1.0)),
            "expected \"out_channels\" to be a number but got \"abc\"");
}

TEST(JSON, UnknownKeysAreNamed) {
  json::Object object{{"op", 1}, {"zeta", 1}, {"head", 1}};
  EXPECT_EQ(messageOf(rejectUnknownKeys(object, {"op", "heads"}, "layers[0]")),
            "unknown \"head\" at layers[0], expected one of: op, heads");
  EXPECT_TRUE(isOk(rejectUnknownKeys(object, {"op", "zeta", "head"})));
}

TEST(JSON, DescriptionsAreCutBetweenCharacters) {
  EXPECT_EQ(describeJSON(json::Array{1, "x"}), "[1,\"x\"]");
  // One quote and 59 bytes, of which the last would be half an umlaut.
  std::string text = std::string(58, 'x') + "ää";
  EXPECT_EQ(describeJSON(text), "\"" + std::string(58, 'x') + "...");
}

} // namespace

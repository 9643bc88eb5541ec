//===- SafetensorsDamageTest.cpp - Every kind of damaged file -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestSupport.h"

using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {

/// A header, the data behind it, and the whole message to expect.
struct Damage {
  const char *name;
  const char *header;
  std::string data;
  const char *message;
};

class SafetensorsDamage : public testing::TestWithParam<Damage> {};

TEST_P(SafetensorsDamage, IsNamed) {
  EXPECT_EQ(messageOf(parseFile(makeFile(GetParam().header, GetParam().data))),
            std::string("file: ") + GetParam().message);
}

#define DTYPES "F64, I64, U64, F32, I32, U32, F16, BF16, I16, U16, I8, U8, BOOL"

const Damage kHeaders[] = {
    {"EmptyHeader", "", "",
     "expected the header to be a JSON object, which starts with \"{\", but it "
     "starts with \"\""},
    {"Array", "[]", "",
     "expected the header to be a JSON object, which starts with \"{\", but it "
     "starts with \"[\""},
    {"LeadingSpace", " {}", "",
     "expected the header to be a JSON object, which starts with \"{\", but it "
     "starts with \" \""},
    {"NotJSON", "{\"a\" 1}", "", "header:1:6: expected : after object key"},
    {"UnfinishedJSON", "{\"a", "", "header:1:3: unterminated string"},
    {"TrailingText", "{}x", "", "header:1:2: text after end of document"},
    {"NotUTF8", "{\"\xff\":1}", "", "header:1:3: invalid UTF-8 sequence"},
    {"RepeatedTensor",
     R"({"a":{"dtype":"U8","shape":[],"data_offsets":[0,1]},)"
     R"("a":{"dtype":"U8","shape":[],"data_offsets":[1,2]}})",
     "xy", "header:1:53: key \"a\" occurs twice"},
    {"RepeatedField", R"({"a":{"dtype":"U8","shape":[1],"shape":[0]}})", "",
     "header:1:32: key \"shape\" occurs twice"},
    {"MetadataNoObject", R"({"__metadata__":3})", "",
     "__metadata__: expected an object but got 3"},
    {"MetadataNoString", R"({"__metadata__":{"k":3}})", "",
     "__metadata__: expected \"k\" to be a string but got 3"},
};

const Damage kEntries[] = {
    {"NoObject", R"({"a":3})", "",
     "tensor \"a\": expected an object but got 3"},
    {"NoDType", R"({"a":{"shape":[],"data_offsets":[0,1]}})", "x",
     "tensor \"a\": missing \"dtype\", expected a string"},
    {"NoShape", R"({"a":{"dtype":"U8","data_offsets":[0,1]}})", "x",
     "tensor \"a\": missing \"shape\", expected an array"},
    {"NoOffsets", R"({"a":{"dtype":"U8","shape":[]}})", "x",
     "tensor \"a\": missing \"data_offsets\", expected an array"},
    {"DTypeNoString", R"({"a":{"dtype":8,"shape":[],"data_offsets":[0,1]}})",
     "x", "tensor \"a\": expected \"dtype\" to be a string but got 8"},
    {"UnknownDType",
     R"({"a":{"dtype":"F8_E4M3","shape":[],"data_offsets":[0,1]}})", "x",
     "tensor \"a\": expected \"dtype\" to be one of " DTYPES
     " but got \"F8_E4M3\""},
    {"ShapeNoArray", R"({"a":{"dtype":"U8","shape":1,"data_offsets":[0,1]}})",
     "x", "tensor \"a\": expected \"shape\" to be an array but got 1"},
    {"NegativeShape",
     R"({"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}})", "x",
     "tensor \"a\": expected the numbers of \"shape\" to be integers from 0 to "
     "2^63-1 but got -1"},
    {"FractionalShape",
     R"({"a":{"dtype":"U8","shape":[0.5],"data_offsets":[0,1]}})", "x",
     "tensor \"a\": expected the numbers of \"shape\" to be integers from 0 to "
     "2^63-1 but got 0.5"},
    {"HugeExtent",
     R"({"a":{"dtype":"U8","shape":[9223372036854775808],"data_offsets":[0,1]}})",
     "x",
     "tensor \"a\": expected the numbers of \"shape\" to be integers from 0 to "
     "2^63-1 but got 9223372036854775808"},
    {"OverflowingShape",
     R"({"a":{"dtype":"U8","shape":[4294967296,4294967296],)"
     R"("data_offsets":[0,1]}})",
     "x",
     "tensor \"a\": expected a size below 2^63 bytes but U8 of shape "
     "[4294967296, 4294967296] is larger"},
    {"OverflowingBytes",
     R"({"a":{"dtype":"F64","shape":[2305843009213693952],)"
     R"("data_offsets":[0,0]}})",
     "",
     "tensor \"a\": expected a size below 2^63 bytes but F64 of shape "
     "[2305843009213693952] is larger"},
    {"BoolOfTwo", R"({"a":{"dtype":"BOOL","shape":[3],"data_offsets":[0,3]}})",
     std::string("\0\1\2", 3),
     "tensor \"a\": expected BOOL elements to be 0 or 1 but element 2 is 2"},
};

const Damage kOffsets[] = {
    {"OneOffset", R"({"a":{"dtype":"U8","shape":[],"data_offsets":[0]}})", "x",
     "tensor \"a\": expected \"data_offsets\" to be two numbers but got 1"},
    {"NegativeOffset",
     R"({"a":{"dtype":"U8","shape":[],"data_offsets":[-1,0]}})", "x",
     "tensor \"a\": expected the numbers of \"data_offsets\" to be integers "
     "from 0 to 2^63-1 but got -1"},
    {"ReversedOffsets",
     R"({"a":{"dtype":"U8","shape":[],"data_offsets":[1,0]}})", "x",
     "tensor \"a\": expected \"data_offsets\" to be [begin, end) but got the "
     "reversed range [1, 0)"},
    {"OffsetsOutside",
     R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}})", "x",
     "tensor \"a\": expected \"data_offsets\" within the file's 1 bytes of "
     "data "
     "but got [0, 2)"},
    {"OffsetsFarOutside",
     R"({"a":{"dtype":"U8","shape":[1],)"
     R"("data_offsets":[9223372036854775806,9223372036854775807]}})",
     "x",
     "tensor \"a\": expected \"data_offsets\" within the file's 1 bytes of "
     "data "
     "but got [9223372036854775806, 9223372036854775807)"},
    {"SizeMismatch",
     R"({"a":{"dtype":"F32","shape":[2,1],"data_offsets":[0,4]}})", "abcd",
     "tensor \"a\": expected 8 bytes for F32 of shape [2, 1] but "
     "\"data_offsets\" span 4"},
    {"Overlap",
     R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},)"
     R"("b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}})",
     "xyz",
     "expected tensors not to overlap but tensor \"a\" is at [0, 2) and tensor "
     "\"b\" at [1, 3)"},
    {"EmptyInside",
     R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},)"
     R"("b":{"dtype":"U8","shape":[0],"data_offsets":[1,1]}})",
     "xy",
     "expected tensors not to overlap but tensor \"a\" is at [0, 2) and tensor "
     "\"b\" at [1, 1)"},
    {"HoleAtStart", R"({"a":{"dtype":"U8","shape":[],"data_offsets":[1,2]}})",
     "xy",
     "expected every byte of data to belong to a tensor but none has [0, 1)"},
    {"HoleBetween",
     R"({"a":{"dtype":"U8","shape":[],"data_offsets":[0,1]},)"
     R"("b":{"dtype":"U8","shape":[],"data_offsets":[2,3]}})",
     "xyz",
     "expected every byte of data to belong to a tensor but none has [1, 2)"},
    {"HoleAtEnd", R"({"a":{"dtype":"U8","shape":[],"data_offsets":[0,1]}})",
     "xyz",
     "expected every byte of data to belong to a tensor but none has [1, 3)"},
};

std::string getDamageName(const testing::TestParamInfo<Damage> &info) {
  return info.param.name;
}

INSTANTIATE_TEST_SUITE_P(Headers, SafetensorsDamage,
                         testing::ValuesIn(kHeaders), getDamageName);
INSTANTIATE_TEST_SUITE_P(Entries, SafetensorsDamage,
                         testing::ValuesIn(kEntries), getDamageName);
INSTANTIATE_TEST_SUITE_P(Offsets, SafetensorsDamage,
                         testing::ValuesIn(kOffsets), getDamageName);

TEST(SafetensorsDamage, ShorterThanTheLength) {
  EXPECT_EQ(messageOf(parseFile("1234567")),
            "file: expected 8 bytes with the header's length but the file ends "
            "after 7");
  EXPECT_EQ(messageOf(parseFile("")),
            "file: expected 8 bytes with the header's length but the file ends "
            "after 0");
}

TEST(SafetensorsDamage, HeaderBeyondTheFile) {
  EXPECT_EQ(messageOf(parseFile(std::string("\x03\0\0\0\0\0\0\0{}", 10))),
            "file: expected a header of 3 bytes but the file ends after 2");
}

TEST(SafetensorsDamage, HeaderBeyondTheLimit) {
  EXPECT_EQ(
      messageOf(parseFile("\xff\xff\xff\xff\xff\xff\xff\xff{}")),
      "file: expected a header of at most 100000000 bytes but its length is "
      "18446744073709551615");
}

TEST(SafetensorsDamage, NestedBracketsDoNotOverflowTheStack) {
  std::string header = "{\"a\":" + std::string(5'000'000, '[');
  EXPECT_EQ(messageOf(parseFile(makeFile(header))),
            "file: header:1:133: expected arrays and objects to nest at most "
            "128 deep but got one more");
}

TEST(SafetensorsDamage, ControlCharactersOfNamesAreEscaped) {
  EXPECT_EQ(messageOf(parseFile(makeFile(R"({"\u001b[2J":3})"))),
            "file: tensor \"\\x1B[2J\": expected an object but got 3");
}

TEST(SafetensorsDamage, NoSuchFile) {
  TemporaryFolder folder;
  std::string path = folder.getPath("none.safetensors");
  EXPECT_EQ(messageOf(SafetensorsFile::open(path)),
            "cannot read \"" + path + "\": No such file or directory");
  EXPECT_TRUE(
      failsWith(SafetensorsFile::open(folder.getPath()), "Is a directory"));
}

/// Every prefix of a good file is damaged, and says so.
TEST(SafetensorsDamage, Truncated) {
  std::string bytes = makeFile(
      R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}})", "wxyz");
  auto file = parseFile(bytes);
  ASSERT_TRUE(isOk(file));
  for (size_t size = 0; size < bytes.size(); ++size)
    EXPECT_TRUE(
        failsWith(parseFile(llvm::StringRef(bytes).take_front(size)), "file: "))
        << size;
}

} // namespace

//===- SafetensorsWriterTest.cpp - Write safetensors files ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestSupport.h"

#include "gnn-opt/Support/SafetensorsWriter.h"

#include <algorithm>
#include <random>

using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {

const float kOne = 1;
const uint8_t kTwo = 2;

std::string writeError(const SafetensorsWriter &writer) {
  return messageOf(writer.write(llvm::nulls()));
}

TEST(SafetensorsWriter, RefusesWhatNoReaderAccepts) {
  SafetensorsWriter twice;
  twice.add<float>("x", {1}, kOne);
  twice.add<uint8_t>("x", {1}, kTwo);
  EXPECT_EQ(writeError(twice), "tensor \"x\": this name was added twice");

  SafetensorsWriter reserved;
  reserved.add<float>("__metadata__", {1}, kOne);
  EXPECT_EQ(writeError(reserved), "tensor \"__metadata__\": this name is "
                                  "reserved for the metadata");

  SafetensorsWriter shape;
  shape.add<float>("x", {2, 3}, kOne);
  EXPECT_EQ(writeError(shape), "tensor \"x\": expected the bytes of F32 of "
                               "shape [2, 3] but got 4");

  SafetensorsWriter negative;
  negative.add<float>("x", {-1}, llvm::ArrayRef<float>());
  EXPECT_EQ(writeError(negative), "tensor \"x\": expected the bytes of F32 of "
                                  "shape [-1] but got 0");

  SafetensorsWriter boolean;
  boolean.add("x", DType::Bool, {1}, kTwo);
  EXPECT_EQ(writeError(boolean), "tensor \"x\": expected BOOL elements to be 0 "
                                 "or 1 but element 0 is 2");
}

TEST(SafetensorsWriter, RefusesTextThatIsNotUTF8) {
  SafetensorsWriter name;
  name.add<float>("\xff", {0}, llvm::ArrayRef<float>());
  EXPECT_TRUE(failsWith(name.write(llvm::nulls()),
                        "expected the name to be UTF-8 but it is not at byte "
                        "0"));
  SafetensorsWriter metadata;
  metadata.setMetadata("k", "a\xff");
  EXPECT_EQ(writeError(metadata),
            "expected metadata \"k\" to be UTF-8 but it is not at byte 1");
}

TEST(SafetensorsWriter, FailureLeavesNoFile) {
  TemporaryFolder folder;
  std::string path = folder.getPath("out.safetensors");
  SafetensorsWriter writer;
  writer.add<float>("x", {2}, kOne);
  EXPECT_EQ(messageOf(writer.write(path)),
            path + ": tensor \"x\": expected the bytes of F32 of shape [2] but "
                   "got 4");
  EXPECT_EQ(folder.count(), 0);
}

struct RandomTensor {
  std::string name;
  DType dtype;
  std::vector<int64_t> shape;
  std::vector<uint8_t> bytes;
};

RandomTensor makeRandomTensor(std::mt19937_64 &random, int number) {
  auto below = [&](uint64_t limit) { return random() % limit; };
  // Names with all that JSON has to escape.
  static const char *const kParts[] = {"conv1.", "\"", "\\", "\n", "ä", "é/"};
  RandomTensor tensor{kParts[below(6)] + std::to_string(number),
                      static_cast<DType>(below(13)),
                      {},
                      {}};
  size_t size = getByteSize(tensor.dtype);
  for (uint64_t rank = below(4); rank > 0; --rank) {
    tensor.shape.push_back(below(5));
    size *= tensor.shape.back();
  }
  for (size_t i = 0; i < size; ++i)
    tensor.bytes.push_back(tensor.dtype == DType::Bool ? below(2) : random());
  return tensor;
}

std::string writeAll(const std::vector<RandomTensor> &tensors) {
  SafetensorsWriter writer;
  for (const RandomTensor &tensor : tensors)
    writer.add(tensor.name, tensor.dtype, tensor.shape, tensor.bytes);
  std::string bytes;
  llvm::raw_string_ostream os(bytes);
  EXPECT_TRUE(isOk(writer.write(os)));
  return bytes;
}

TEST(SafetensorsWriter, RandomRoundTrips) {
  std::mt19937_64 random(1);
  for (int round = 0; round < 200; ++round) {
    std::vector<RandomTensor> tensors;
    for (int i = 0, e = random() % 8; i < e; ++i)
      tensors.push_back(makeRandomTensor(random, i));
    std::string bytes = writeAll(tensors);
    auto file = parseFile(bytes);
    ASSERT_TRUE(isOk(file));
    ASSERT_EQ(file->getTensors().size(), tensors.size());
    for (const RandomTensor &expected : tensors) {
      const SafetensorsTensor *got = file->find(expected.name);
      ASSERT_NE(got, nullptr) << expected.name;
      EXPECT_EQ(got->dtype, expected.dtype);
      EXPECT_EQ(got->shape, llvm::ArrayRef(expected.shape));
      EXPECT_EQ(got->bytes, llvm::ArrayRef(expected.bytes));
      EXPECT_TRUE(llvm::isAddrAligned(llvm::Align(getByteSize(got->dtype)),
                                      got->bytes.data()));
    }
    std::shuffle(tensors.begin(), tensors.end(), random);
    EXPECT_EQ(writeAll(tensors), bytes) << "order of adding must not matter";
  }
}

} // namespace

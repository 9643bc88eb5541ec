//===- SafetensorsTest.cpp - Read and write safetensors files -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestSupport.h"

#include "gnn-opt/Support/SafetensorsWriter.h"

using namespace mlir::gnn;
using namespace mlir::gnn::test;
using llvm::ArrayRef;
using llvm::Expected;

namespace {

std::string writeToString(const SafetensorsWriter &writer) {
  std::string bytes;
  llvm::raw_string_ostream os(bytes);
  EXPECT_TRUE(isOk(writer.write(os)));
  return bytes;
}

TEST(Safetensors, WriterBytesAreTheFormat) {
  const uint8_t bytes[] = {7, 8};
  const float floats[] = {1.0f};
  SafetensorsWriter writer;
  writer.add<uint8_t>("b", {2}, bytes);
  writer.add<float>("a", {1}, floats);
  writer.setMetadata("k", "v");
  // Widest element first; the header is padded to a multiple of 8.
  std::string header =
      R"({"__metadata__":{"k":"v"},)"
      R"("a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},)"
      R"("b":{"dtype":"U8","shape":[2],"data_offsets":[4,6]}})";
  header.append(llvm::alignTo(header.size(), 8) - header.size(), ' ');
  EXPECT_EQ(writeToString(writer),
            makeFile(header, std::string("\0\0\x80\x3f\x07\x08", 6)));
}

TEST(Safetensors, NoTensors) {
  Expected<SafetensorsFile> file =
      parseFile(writeToString(SafetensorsWriter()));
  ASSERT_TRUE(isOk(file));
  EXPECT_TRUE(file->getTensors().empty());
  EXPECT_TRUE(file->getMetadata().empty());
}

TEST(Safetensors, ScalarAndEmptyTensors) {
  const double scalar = 2.5;
  SafetensorsWriter writer;
  writer.add<double>("scalar", {}, ArrayRef(scalar));
  writer.add<double>("none", {0, 3}, ArrayRef<double>());
  writer.add<int64_t>("nothing", {4, 0}, ArrayRef<int64_t>());
  Expected<SafetensorsFile> file = parseFile(writeToString(writer));
  ASSERT_TRUE(isOk(file));
  EXPECT_EQ(file->find("scalar")->shape.size(), 0u);
  EXPECT_EQ(file->find("scalar")->getNumElements(), 1);
  EXPECT_EQ(file->find("none")->shape, (ArrayRef<int64_t>{0, 3}));
  EXPECT_EQ(file->find("nothing")->getNumElements(), 0);
}

TEST(Safetensors, LookUpByName) {
  Expected<SafetensorsFile> file = parseFile(makeFile(
      R"({"__metadata__":{"k":"v"},"a":{"dtype":"I8","shape":[],"data_offsets":[0,1]}})",
      "x"));
  ASSERT_TRUE(isOk(file));
  EXPECT_EQ(file->getPath(), "file");
  EXPECT_EQ(file->getMetadata("k"), "v");
  EXPECT_EQ(file->getMetadata("other"), std::nullopt);
  EXPECT_EQ(file->find("other"), nullptr);
  EXPECT_EQ(*file->get("a"), file->find("a"));
  EXPECT_EQ(messageOf(file->get("other")),
            "file: expected a tensor \"other\" but the file has none");
}

TEST(Safetensors, ElementsAreAViewOfTheFile) {
  const float values[] = {1.5f, -2.0f};
  SafetensorsWriter writer;
  writer.add<float>("x", {2}, values);
  Expected<SafetensorsFile> file = parseFile(writeToString(writer));
  ASSERT_TRUE(isOk(file));
  std::vector<float> storage;
  Expected<ArrayRef<float>> elements = file->find("x")->getElements(storage);
  ASSERT_TRUE(isOk(elements));
  EXPECT_EQ(*elements, (ArrayRef<float>{1.5f, -2.0f}));
  EXPECT_TRUE(storage.empty());
  EXPECT_GE(reinterpret_cast<const char *>(elements->data()),
            file->getBuffer()->getBufferStart());
}

TEST(Safetensors, MisalignedElementsAreCopied) {
  // The header ends one byte after a multiple of 8, and buffers are aligned.
  std::string header =
      R"({"x":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}})";
  header.append(llvm::alignTo(header.size(), 8) + 1 - header.size(), ' ');
  Expected<SafetensorsFile> file =
      parseFile(makeFile(header, std::string("\0\0\0\0\0\0\xf0\x3f", 8)));
  ASSERT_TRUE(isOk(file));
  std::vector<double> storage;
  Expected<ArrayRef<double>> elements = file->find("x")->getElements(storage);
  ASSERT_TRUE(isOk(elements));
  EXPECT_EQ(*elements, ArrayRef<double>{1.0});
  EXPECT_EQ(elements->data(), storage.data());
}

TEST(Safetensors, ElementsOfAnotherTypeAreRefused) {
  const float value = 1.5f;
  SafetensorsWriter writer;
  writer.add<float>("x", {1}, ArrayRef(value));
  Expected<SafetensorsFile> file = parseFile(writeToString(writer));
  ASSERT_TRUE(isOk(file));
  std::vector<double> storage;
  EXPECT_EQ(messageOf(file->find("x")->getElements(storage)),
            "tensor \"x\": expected dtype F64 but got F32");
}

TEST(Safetensors, BufferOutlivesTheFile) {
  const int32_t value = 42;
  SafetensorsWriter writer;
  writer.add<int32_t>("x", {1}, ArrayRef(value));
  std::shared_ptr<const llvm::MemoryBuffer> buffer;
  SafetensorsTensor tensor;
  {
    Expected<SafetensorsFile> file = parseFile(writeToString(writer));
    ASSERT_TRUE(isOk(file));
    buffer = file->getBuffer();
    tensor = *file->find("x");
  }
  std::vector<int32_t> storage;
  Expected<ArrayRef<int32_t>> elements = tensor.getElements(storage);
  ASSERT_TRUE(isOk(elements));
  EXPECT_EQ(elements->front(), 42);
}

} // namespace

//===- SafetensorsMutationTest.cpp - Damaged at random, never a crash -----===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Run in the asan preset this is a fuzzer with a fixed seed; in any preset
// every tensor of a file that is accepted must lie inside the file.
//
//===----------------------------------------------------------------------===//

#include "TestSupport.h"

#include "gnn-opt/Support/SafetensorsWriter.h"

#include <random>

using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {

std::string makeValidFile() {
  const float weights[] = {1, 2, 3, 4, 5, 6};
  const int64_t edges[] = {0, 1, 1, 2};
  const bool mask[] = {true, false, true};
  SafetensorsWriter writer;
  writer.setMetadata("x_shape", "3,2");
  writer.add<float>("conv1.lin.weight", {3, 2}, weights);
  writer.add<int64_t>("edge_index", {2, 2}, edges);
  writer.add<bool>("train_mask", {3}, mask);
  writer.add<double>("none", {0, 4}, llvm::ArrayRef<double>());
  std::string bytes;
  llvm::raw_string_ostream os(bytes);
  EXPECT_TRUE(isOk(writer.write(os)));
  return bytes;
}

/// One random edit; half of them keep the text of the header close to JSON.
void mutate(std::string &bytes, std::mt19937_64 &random) {
  auto place = [&] { return random() % (bytes.size() + 1); };
  static const char kText[] = "0123456789-.{}[],:\"\\eE \x01\x7f\xff";
  size_t at = place();
  switch (random() % 6) {
  case 0:
    if (at < bytes.size())
      bytes[at] = static_cast<char>(random());
    return;
  case 1:
  case 2:
    if (at < bytes.size())
      bytes[at] = kText[random() % (sizeof(kText) - 1)];
    return;
  case 3:
    bytes.insert(at, 1, kText[random() % (sizeof(kText) - 1)]);
    return;
  case 4:
    bytes.erase(at, random() % 4);
    return;
  default:
    bytes.insert(at, bytes.substr(place(), random() % 40));
    return;
  }
}

/// Makes the length fit the text again, so that mutations reach the parser.
void repairLength(std::string &bytes) {
  size_t end = bytes.rfind('}');
  if (bytes.size() >= 8 && end != std::string::npos && end >= 8)
    llvm::support::endian::write64le(bytes.data(), end + 1 - 8);
}

void readEverything(const SafetensorsFile &file) {
  llvm::StringRef all = file.getBuffer()->getBuffer();
  for (const SafetensorsTensor &tensor : file.getTensors()) {
    llvm::StringRef bytes = llvm::toStringRef(tensor.bytes);
    EXPECT_GE(bytes.begin(), all.begin());
    EXPECT_LE(bytes.end(), all.end());
    llvm::consumeError(toFloat32(tensor).takeError());
    llvm::consumeError(toFloat64(tensor).takeError());
    llvm::consumeError(toInt64(tensor).takeError());
  }
}

TEST(SafetensorsMutation, NeverCrashes) {
  const std::string valid = makeValidFile();
  std::mt19937_64 random(2);
  int accepted = 0, rejected = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string bytes = valid;
    for (int i = 0, e = 1 + random() % 4; i < e; ++i)
      mutate(bytes, random);
    if (random() % 2)
      repairLength(bytes);
    auto file = parseFile(bytes);
    if (file) {
      readEverything(*file);
      ++accepted;
      continue;
    }
    EXPECT_TRUE(
        llvm::StringRef(messageOf(std::move(file))).starts_with("file"));
    ++rejected;
  }
  // Both roads are taken often, or the mutations test nothing.
  EXPECT_GT(accepted, 100);
  EXPECT_GT(rejected, 10000);
}

} // namespace

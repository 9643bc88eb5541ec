//===- StatisticsFileTest.cpp - Statistics in a file and back -------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CalibrationFixture.h"

#include "gnn-opt/Support/Safetensors.h"
#include "gnn-opt/Support/SafetensorsWriter.h"
#include "lib/Tuning/StatisticsFile.h"

#include "llvm/Support/FileSystem.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {
class StatisticsFileTest : public CalibrationTest {
protected:
  void SetUp() override {
    parse("ml_program.global private @w(#ml_program.extern : tensor<3x2xf32>) "
          ": tensor<3x2xf32>\n"
          "ml_program.global private @v(#ml_program.extern : tensor<2xf32>) "
          ": tensor<2xf32>\n");
    ASSERT_FALSE(llvm::sys::fs::createTemporaryFile("statistics", "st", path));
    writeFeatureStatistics(getWeight(), statistics);
    ASSERT_TRUE(succeeded(saveStatistics(*module, origin, path))) << errors;
    dropFeatureStatistics(getWeight());
  }
  void TearDown() override { llvm::sys::fs::remove(path); }

  ml_program::GlobalOp getWeight() {
    return module->lookupSymbol<ml_program::GlobalOp>("w");
  }

  /// Rewrites the file with another tensor `name`, or without it.
  void damage(StringRef name, ArrayRef<int64_t> shape,
              std::optional<std::vector<double>> elements) {
    auto file = llvm::cantFail(SafetensorsFile::open(path));
    SafetensorsWriter writer;
    for (const SafetensorsTensor &tensor : file.getTensors())
      if (tensor.name != name)
        writer.add(tensor.name, tensor.dtype, tensor.shape, tensor.bytes);
    if (elements)
      writer.add<double>(name, shape, *elements);
    for (auto &[key, value] : file.getMetadata())
      writer.setMetadata(key, value);
    ASSERT_FALSE(bool(writer.write(path)));
  }

  /// What loading complains about, without the name of the file.
  std::string loadComplaint(const StatisticsOrigin &expected) {
    errors.clear();
    EXPECT_TRUE(failed(loadStatistics(*module, expected, path)));
    EXPECT_EQ(*readFeatureStatistics(getWeight()), std::nullopt);
    StringRef message = errors;
    if (size_t end = message.find(path.str()); end != StringRef::npos)
      message = message.drop_front(end + path.size());
    return message.trim().str();
  }

  llvm::SmallString<64> path;
  StatisticsOrigin origin = {{"model", "m"}, {"split", "all"}};
  FeatureStatistics statistics = {0.1,    {1, 2},          {3, 4},
                                  {5, 6}, {0.25, 1.0 / 3}, {-1, -2},
                                  {8, 9}, {0.5, 0.75},     {10, 11, 11, 12}};
};
} // namespace

TEST_F(StatisticsFileTest, ComeBack) {
  FailureOr<int64_t> loaded = loadStatistics(*module, origin, path);
  ASSERT_TRUE(succeeded(loaded)) << errors;
  EXPECT_EQ(*loaded, 1);
  expectStatistics("w", statistics);
  // What is not asked about may be anything.
  EXPECT_TRUE(succeeded(loadStatistics(*module, {{"split", "all"}}, path)));
}

TEST_F(StatisticsFileTest, GramIsOptional) {
  damage("w.gram", {}, std::nullopt);
  ASSERT_TRUE(succeeded(loadStatistics(*module, origin, path))) << errors;
  EXPECT_FALSE(getStatistics("w").hasGram());
}

TEST_F(StatisticsFileTest, OtherOriginsAreRefused) {
  EXPECT_EQ(loadComplaint({{"split", "train"}}),
            ": the statistics are stale: expected split \"train\" but they "
            "were made with \"all\"");
  EXPECT_EQ(loadComplaint({{"data", "d"}}),
            ": expected statistics, with metadata \"data\", but the file has "
            "none");
}

TEST_F(StatisticsFileTest, DamageIsAnError) {
  damage("w.mean", 3, std::vector<double>(3));
  EXPECT_EQ(loadComplaint(origin),
            ": tensor \"w.mean\": expected shape [2] but got [3]");
  damage("w.mean", {}, std::nullopt);
  EXPECT_EQ(loadComplaint(origin),
            ": tensor \"w.mean\": expected it but the file has none");
  damage("w.mean", 2, std::vector<double>{0, NAN});
  EXPECT_EQ(loadComplaint(origin), "parameter 'w' expects gnn.statistics to "
                                   "have finite elements in 'mean'");
  damage("w.rows", 1, std::vector<double>{1});
  EXPECT_EQ(loadComplaint(origin),
            ": tensor \"w.rows\": expected shape [] but got [1]");
}

//===- TextTest.cpp - Names and shapes in messages ------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestSupport.h"

#include "gnn-opt/Support/Text.h"

using namespace mlir::gnn;
using namespace mlir::gnn::test;

namespace {

TEST(Text, QuotesEscapeControlsOnly) {
  EXPECT_EQ(quote("conv1.lin"), "\"conv1.lin\"");
  EXPECT_EQ(quote("a\x1b[2Jb\n\x7f"), "\"a\\x1B[2Jb\\n\\x7F\"");
  EXPECT_EQ(quote("Größe"), "\"Größe\"");
}

TEST(Text, Shapes) {
  EXPECT_EQ(formatShape({}), "[]");
  EXPECT_EQ(formatShape({2, 10556}), "[2, 10556]");
}

TEST(Text, ContextGoesBeforeTheMessage) {
  EXPECT_EQ(messageOf(addContext(
                "file", llvm::createStringError(llvm::Twine("reason")))),
            "file: reason");
  EXPECT_TRUE(isOk(addContext("file", llvm::Error::success())));
}

} // namespace

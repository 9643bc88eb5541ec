//===- AtomicFileTest.cpp - Write a file whole or not at all --------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestSupport.h"

#include "gnn-opt/Support/AtomicFile.h"

using namespace mlir::gnn;
using namespace mlir::gnn::test;
using llvm::Error;
using llvm::raw_ostream;

namespace {

Error writeText(llvm::StringRef path, llvm::StringRef text) {
  return writeFileAtomically(path, [&](raw_ostream &os) -> Error {
    os << text;
    return Error::success();
  });
}

std::string readText(llvm::StringRef path) {
  auto buffer = llvm::MemoryBuffer::getFile(path);
  return buffer ? (*buffer)->getBuffer().str() : "(none)";
}

TEST(AtomicFile, CreatesAndReplaces) {
  TemporaryFolder folder;
  std::string path = folder.getPath("out");
  ASSERT_TRUE(isOk(writeText(path, "first")));
  EXPECT_EQ(readText(path), "first");
  ASSERT_TRUE(isOk(writeText(path, std::string(100000, 'x'))));
  EXPECT_EQ(readText(path), std::string(100000, 'x'));
  ASSERT_TRUE(isOk(writeText(path, "")));
  EXPECT_EQ(readText(path), "");
  EXPECT_EQ(folder.count(), 1);
}

TEST(AtomicFile, FailingWriterLeavesTheOldFile) {
  TemporaryFolder folder;
  std::string path = folder.getPath("out");
  ASSERT_TRUE(isOk(writeText(path, "old")));
  Error error = writeFileAtomically(path, [](raw_ostream &os) -> Error {
    os << "half";
    return llvm::createStringError(llvm::Twine("the writer's reason"));
  });
  EXPECT_EQ(messageOf(std::move(error)), "the writer's reason");
  EXPECT_EQ(readText(path), "old");
  EXPECT_EQ(folder.count(), 1);
}

TEST(AtomicFile, FailingWriterLeavesNoFile) {
  TemporaryFolder folder;
  Error error =
      writeFileAtomically(folder.getPath("out"), [](raw_ostream &os) -> Error {
        os << std::string(100000, 'x');
        return llvm::createStringError(llvm::Twine("reason"));
      });
  EXPECT_EQ(messageOf(std::move(error)), "reason");
  EXPECT_EQ(folder.count(), 0);
}

TEST(AtomicFile, MissingFolderIsNamed) {
  TemporaryFolder folder;
  std::string path = folder.getPath("none/out");
  EXPECT_EQ(messageOf(writeText(path, "x")),
            "cannot write \"" + path + "\": No such file or directory");
  EXPECT_EQ(folder.count(), 0);
}

TEST(AtomicFile, FolderIsNoFile) {
  TemporaryFolder folder;
  std::string path = folder.getPath();
  EXPECT_EQ(messageOf(writeText(path, "x")),
            "cannot write \"" + path +
                "\": expected a file but it is a directory");
}

TEST(AtomicFile, SymbolicLinkStaysOne) {
  TemporaryFolder folder;
  std::string target = folder.getPath("target"), link = folder.getPath("link");
  ASSERT_TRUE(isOk(writeText(target, "old")));
  ASSERT_FALSE(llvm::sys::fs::create_link(target, link));
  ASSERT_TRUE(isOk(writeText(link, "new")));
  EXPECT_EQ(readText(target), "new");
  EXPECT_TRUE(llvm::sys::fs::is_symlink_file(link));
  EXPECT_EQ(folder.count(), 2);
}

TEST(AtomicFile, DevicesAreWrittenInPlace) {
  if (!llvm::sys::fs::exists("/dev/full"))
    GTEST_SKIP() << "needs /dev/full";
  EXPECT_EQ(messageOf(writeText("/dev/full", "x")),
            "cannot write \"/dev/full\": No space left on device");
  EXPECT_TRUE(isOk(writeText("/dev/null", "x")));
  EXPECT_FALSE(llvm::sys::fs::is_regular_file("/dev/null"));
}

TEST(AtomicFile, DashIsStandardOutput) {
  testing::internal::CaptureStdout();
  Error written = writeText("-", "to stdout");
  Error failed = writeFileAtomically("-", [](raw_ostream &os) -> Error {
    os << "half";
    return llvm::createStringError(llvm::Twine("reason"));
  });
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "to stdout");
  EXPECT_TRUE(isOk(std::move(written)));
  EXPECT_EQ(messageOf(std::move(failed)), "reason");
}

} // namespace

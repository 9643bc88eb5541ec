//===- TestSupport.h - What the unit tests share ----------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TEST_UNIT_SUPPORT_TESTSUPPORT_H
#define GNN_OPT_TEST_UNIT_SUPPORT_TESTSUPPORT_H

#include "gnn-opt/Support/Safetensors.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "gtest/gtest.h"

#include <cstdlib>

namespace mlir::gnn::test {

inline testing::AssertionResult isOk(llvm::Error error) {
  if (!error)
    return testing::AssertionSuccess();
  return testing::AssertionFailure() << llvm::toString(std::move(error));
}

/// True where `value` holds one; else the failure shows the error.
template <typename T> testing::AssertionResult isOk(llvm::Expected<T> &value) {
  return isOk(value.takeError());
}

/// The message of the error; `(success)` where there is none.
inline std::string messageOf(llvm::Error error) {
  return error ? llvm::toString(std::move(error)) : "(success)";
}

template <typename T> std::string messageOf(llvm::Expected<T> value) {
  return messageOf(value.takeError());
}

/// True where `value` is an error whose message contains `part`.
template <typename T>
testing::AssertionResult failsWith(T value, llvm::StringRef part) {
  std::string message = messageOf(std::move(value));
  if (llvm::StringRef(message).contains(part))
    return testing::AssertionSuccess();
  return testing::AssertionFailure() << "expected an error with '" << part.str()
                                     << "' but got '" << message << "'";
}

/// A safetensors file as bytes, with whatever header one likes.
inline std::string makeFile(llvm::StringRef header, llvm::StringRef data = "") {
  char length[8];
  llvm::support::endian::write64le(length, header.size());
  return (llvm::StringRef(length, 8) + header + data).str();
}

inline llvm::Expected<SafetensorsFile> parseFile(llvm::StringRef bytes) {
  return SafetensorsFile::parse(
      llvm::MemoryBuffer::getMemBufferCopy(bytes, "file"));
}

/// A folder that goes away with the object.
class TemporaryFolder {
public:
  TemporaryFolder() {
    EXPECT_FALSE(llvm::sys::fs::createUniqueDirectory("gnn-opt-test", folder));
  }
  ~TemporaryFolder() { llvm::sys::fs::remove_directories(folder); }
  TemporaryFolder(const TemporaryFolder &) = delete;
  TemporaryFolder &operator=(const TemporaryFolder &) = delete;

  std::string getPath(const llvm::Twine &name = "") const {
    llvm::SmallString<128> path(folder);
    llvm::sys::path::append(path, name);
    return path.str().str();
  }

  /// How many entries lie in it.
  int count() const {
    std::error_code error;
    int entries = 0;
    llvm::sys::fs::directory_iterator it(folder, error), end;
    for (; it != end && !error; it.increment(error))
      ++entries;
    return entries;
  }

private:
  llvm::SmallString<128> folder;
};

/// The path of a file of the real data sets; empty where they are not there.
inline std::string findData(llvm::StringRef name) {
  const char *folder = std::getenv("GNN_DATA_DIR");
  llvm::SmallString<128> path(folder ? folder
                                     : GNN_SOURCE_DIR "/../shared/data");
  llvm::sys::path::append(path, name);
  return llvm::sys::fs::exists(path) ? path.str().str() : "";
}

} // namespace mlir::gnn::test

#endif // GNN_OPT_TEST_UNIT_SUPPORT_TESTSUPPORT_H

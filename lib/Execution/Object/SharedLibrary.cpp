//===- SharedLibrary.cpp - Linking an object into a shared library --------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SharedLibrary.h"

#include "gnn-opt/Support/AtomicFile.h"

#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"

using namespace mlir;
using namespace mlir::gnn;

static llvm::Expected<std::string> findLinker() {
  for (llvm::StringRef name : {"clang-22", "clang", "gcc", "cc"})
    if (auto path = llvm::sys::findProgramByName(name))
      return *path;
  return llvm::createStringError(
      "expected one of clang-22, clang, gcc or cc on PATH to link a shared "
      "library but found none");
}

/// A new empty file in the system's temporary folder.
static llvm::Expected<std::string> createTemporary(llvm::StringRef suffix) {
  llvm::SmallString<128> path;
  if (std::error_code error =
          llvm::sys::fs::createTemporaryFile("gnn-compile", suffix, path))
    return llvm::createStringError("cannot make a temporary file: " +
                                   error.message());
  return path.str().str();
}

static llvm::Error runLinker(llvm::StringRef object, llvm::StringRef library) {
  llvm::Expected<std::string> linker = findLinker();
  if (!linker)
    return linker.takeError();
  std::string message;
  int status = llvm::sys::ExecuteAndWait(
      *linker,
      {*linker, "-shared", "-o", library, object, "-L" GNN_OPENMP_DIR,
       "-Wl,-rpath," GNN_OPENMP_DIR, "-l:libomp.so.5", "-lm"},
      std::nullopt, {}, 0, 0, &message);
  if (status == 0)
    return llvm::Error::success();
  return llvm::createStringError("linking with " + *linker +
                                 " failed with status " + llvm::Twine(status) +
                                 " " + message);
}

llvm::Error gnn::linkSharedLibrary(llvm::ArrayRef<char> bytes,
                                   llvm::StringRef path) {
  llvm::Expected<std::string> object = createTemporary("o");
  if (!object)
    return object.takeError();
  auto removeObject = llvm::scope_exit([&] { llvm::sys::fs::remove(*object); });
  llvm::Expected<std::string> library = createTemporary("so");
  if (!library)
    return library.takeError();
  auto removeLibrary =
      llvm::scope_exit([&] { llvm::sys::fs::remove(*library); });

  if (llvm::Error error =
          writeFileAtomically(*object, [&](llvm::raw_ostream &os) {
            os << llvm::StringRef(bytes.data(), bytes.size());
            return llvm::Error::success();
          }))
    return error;
  if (llvm::Error error = runLinker(*object, *library))
    return error;
  auto linked = llvm::MemoryBuffer::getFile(*library, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!linked)
    return llvm::createStringError("cannot read the linked library: " +
                                   linked.getError().message());
  return writeFileAtomically(path, [&](llvm::raw_ostream &os) {
    os << (*linked)->getBuffer();
    return llvm::Error::success();
  });
}

//===- AtomicFile.cpp - Write a file whole or not at all ------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Support/AtomicFile.h"

#include "gnn-opt/Support/Text.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Program.h"

using namespace llvm;

namespace {

using WriteFn = function_ref<Error(raw_ostream &)>;

Error cannotWrite(StringRef path, const Twine &reason) {
  return createStringError("cannot write " + mlir::gnn::quote(path) + ": " +
                           reason);
}

/// Flushes `os` and takes its error away: a stream that is destroyed with one
/// ends the process.
std::error_code finish(raw_fd_ostream &os) {
  os.flush();
  std::error_code error = os.error();
  os.clear_error();
  return error;
}

/// Writes to a stream that cannot be taken back: only once all bytes are there.
Error writeAtOnce(raw_fd_ostream &os, StringRef path, WriteFn write) {
  std::string content;
  raw_string_ostream buffer(content);
  if (Error error = write(buffer))
    return error;
  os << content;
  if (std::error_code error = finish(os))
    return cannotWrite(path, error.message());
  return Error::success();
}

Error writeToStandardOutput(StringRef path, WriteFn write) {
  if (std::error_code error = sys::ChangeStdoutToBinary())
    return cannotWrite(path, error.message());
  return writeAtOnce(outs(), path, write);
}

Error writeInPlace(StringRef path, WriteFn write) {
  std::error_code error;
  raw_fd_ostream os(path, error, sys::fs::CD_OpenExisting, sys::fs::FA_Write,
                    sys::fs::OF_None);
  if (error)
    return cannotWrite(path, error.message());
  return writeAtOnce(os, path, write);
}

/// Fills an open temporary file.
Error fill(sys::fs::TempFile &file, StringRef path, WriteFn write) {
  raw_fd_ostream os(file.FD, /*shouldClose=*/false);
  Error written = write(os);
  std::error_code error = finish(os);
  if (written)
    return written;
  return error ? cannotWrite(path, error.message()) : Error::success();
}

Error writeThroughTemporary(StringRef path, StringRef target, WriteFn write) {
  Expected<sys::fs::TempFile> file =
      sys::fs::TempFile::create(target + ".tmp-%%%%%%%%");
  if (!file)
    return cannotWrite(path, toString(file.takeError()));
  if (Error error = fill(*file, path, write)) {
    consumeError(file->discard());
    return error;
  }
  if (Error error = file->keep(target))
    return cannotWrite(path, toString(std::move(error)));
  return Error::success();
}

} // namespace

Error mlir::gnn::writeFileAtomically(StringRef path, WriteFn write) {
  if (path == "-")
    return writeToStandardOutput("standard output", write);
  sys::fs::file_status status;
  if (sys::fs::status(path, status))
    return writeThroughTemporary(path, path, write);
  if (sys::fs::is_directory(status))
    return cannotWrite(path, "expected a file but it is a directory");
  if (!sys::fs::is_regular_file(status))
    return writeInPlace(path, write);
  SmallString<256> target;
  if (std::error_code error = sys::fs::real_path(path, target))
    return cannotWrite(path, error.message());
  return writeThroughTemporary(path, target, write);
}

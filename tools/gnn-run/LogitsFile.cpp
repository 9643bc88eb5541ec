//===- LogitsFile.cpp - Results of a run in a file ------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LogitsFile.h"

#include "gnn-opt/Support/SafetensorsWriter.h"
#include "gnn-opt/Support/Text.h"

#include "llvm/Support/FileSystem.h"

using namespace mlir::gnn;

static llvm::Expected<const SafetensorsTensor *>
findLogits(const SafetensorsFile &file, llvm::StringRef name) {
  if (!name.empty())
    return file.get(name);
  for (llvm::StringRef usual : {"ref.logits", "logits"})
    if (const SafetensorsTensor *tensor = file.find(usual))
      return tensor;
  return llvm::createStringError(
      file.getPath() +
      ": expected a tensor \"ref.logits\" or \"logits\" but the file has "
      "neither");
}

llvm::Expected<Logits> mlir::gnn::readLogits(llvm::StringRef place) {
  llvm::StringRef path = place, name;
  if (!llvm::sys::fs::exists(place))
    std::tie(path, name) = place.rsplit(':');
  llvm::Expected<SafetensorsFile> file = SafetensorsFile::open(path);
  if (!file)
    return file.takeError();
  auto tensor = findLogits(*file, name);
  if (!tensor)
    return tensor.takeError();
  llvm::ArrayRef<int64_t> shape = (*tensor)->shape;
  if (shape.size() != 2)
    return llvm::createStringError(path + ": tensor " + quote((*tensor)->name) +
                                   ": expected shape [rows, classes] but got " +
                                   formatShape(shape));
  llvm::Expected<std::vector<double>> values = toFloat64(**tensor);
  if (!values)
    return addContext(path, values.takeError());
  return Logits{shape[0], shape[1], std::move(*values)};
}

llvm::Error mlir::gnn::writeLogits(const Logits &logits, llvm::StringRef path) {
  SafetensorsWriter writer;
  writer.add("logits", {logits.rows, logits.columns},
             llvm::ArrayRef<double>(logits.values));
  return writer.write(path);
}

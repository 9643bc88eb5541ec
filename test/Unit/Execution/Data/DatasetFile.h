//===- DatasetFile.h - Data files to damage in tests ------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TEST_UNIT_EXECUTION_DATA_DATASETFILE_H
#define GNN_OPT_TEST_UNIT_EXECUTION_DATA_DATASETFILE_H

#include "gnn-opt/Execution/Dataset.h"
#include "gnn-opt/Support/SafetensorsWriter.h"
#include "test/Unit/Support/TestSupport.h"

#include <map>

namespace mlir::gnn::test {

/// A data file whose tensors a test sets and removes by name.
class DatasetFile {
public:
  template <typename T>
  DatasetFile &set(llvm::StringRef name, std::vector<int64_t> shape,
                   const std::vector<T> &elements) {
    return set(name, *kDTypeOf<T>, shape,
               std::string(reinterpret_cast<const char *>(elements.data()),
                           elements.size() * sizeof(T)));
  }

  DatasetFile &setMask(llvm::StringRef name, llvm::StringRef bytes) {
    return set(name, DType::Bool, {static_cast<int64_t>(bytes.size())},
               bytes.str());
  }

  DatasetFile &set(llvm::StringRef name, DType dtype,
                   std::vector<int64_t> shape, std::string bytes) {
    tensors[name.str()] = {dtype, std::move(shape), std::move(bytes)};
    return *this;
  }

  DatasetFile &setMetadata(llvm::StringRef key, llvm::StringRef value) {
    metadata[key.str()] = value.str();
    return *this;
  }

  DatasetFile &remove(llvm::StringRef name) {
    tensors.erase(name.str());
    return *this;
  }

  std::string getBytes() const {
    SafetensorsWriter writer;
    for (const auto &[name, tensor] : tensors)
      writer.add(name, tensor.dtype, tensor.shape,
                 llvm::arrayRefFromStringRef(tensor.bytes));
    for (const auto &[key, value] : metadata)
      writer.setMetadata(key, value);
    std::string bytes;
    llvm::raw_string_ostream os(bytes);
    EXPECT_TRUE(isOk(writer.write(os)));
    return bytes;
  }

  llvm::Expected<Dataset> load() const {
    llvm::Expected<SafetensorsFile> file = parseFile(getBytes());
    if (!file)
      return file.takeError();
    return loadDataset(*file);
  }

private:
  struct Tensor {
    DType dtype;
    std::vector<int64_t> shape;
    std::string bytes;
  };
  std::map<std::string, Tensor> tensors;
  std::map<std::string, std::string> metadata;
};

/// Three nodes, two features; edges 0 -> 1, 2 -> 0, 1 -> 2, 0 -> 2 in this
/// order; labels and masks.
inline DatasetFile makeDenseFile() {
  return DatasetFile()
      .set<float>("x", {3, 2}, {1, 2, 3, 4, 5, 6})
      .set<int64_t>("edge_index", {2, 4}, {0, 2, 1, 0, 1, 0, 2, 2})
      .set<int64_t>("y", {3}, {1, -1, 0})
      .setMask("train_mask", llvm::StringRef("\1\0\0", 3))
      .setMask("val_mask", llvm::StringRef("\0\1\0", 3))
      .setMask("test_mask", llvm::StringRef("\0\1\1", 3));
}

/// The same graph with CSR features [[0, 2], [], [5, 6]].
inline DatasetFile makeSparseFile() {
  return makeDenseFile()
      .remove("x")
      .set<int64_t>("x_indptr", {4}, {0, 1, 1, 3})
      .set<int32_t>("x_indices", {3}, {1, 0, 1})
      .set<float>("x_values", {3}, {2, 5, 6})
      .setMetadata("x_shape", "3,2");
}

/// Two graphs of one and two nodes.
inline DatasetFile makeGraphSetFile() {
  return DatasetFile()
      .set<float>("x", {3, 1}, {1, 2, 3})
      .set<int64_t>("edge_index", {2, 2}, {1, 2, 2, 1})
      .set<int64_t>("graph_ptr", {3}, {0, 1, 3})
      .set<int64_t>("y", {2}, {0, 1})
      .set<int64_t>("fold", {2}, {3, -1});
}

} // namespace mlir::gnn::test

#endif // GNN_OPT_TEST_UNIT_EXECUTION_DATA_DATASETFILE_H

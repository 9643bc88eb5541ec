//===- DatasetReader.h - The parts of a data file ---------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_EXECUTION_DATA_DATASETREADER_H
#define GNN_OPT_LIB_EXECUTION_DATA_DATASETREADER_H

#include "gnn-opt/Execution/Dataset.h"

namespace mlir::gnn::datafile {

// Errors of these functions name the tensor; loadDataset() adds the file.

/// `tensor "name": reason`.
llvm::Error tensorError(llvm::StringRef name, const llvm::Twine &reason);

/// The elements as T: a view of the file where it holds them so, or else of
/// `storage`, which `convert` fills.
template <typename T>
llvm::Expected<llvm::ArrayRef<T>> viewElements(
    const SafetensorsTensor &tensor, std::vector<T> &storage,
    llvm::Expected<std::vector<T>> (*convert)(const SafetensorsTensor &)) {
  if (tensor.dtype == *kDTypeOf<T>)
    return tensor.getElements(storage);
  if (llvm::Error error = convert(tensor).moveInto(storage))
    return error;
  return llvm::ArrayRef<T>(storage);
}

/// `x`, or the three tensors of CSR features.
llvm::Expected<Features> readFeatures(const SafetensorsFile &file);

/// The integer tensor `name`, which must exist and have the shape [size].
llvm::Expected<std::vector<int64_t>>
readIntegers(const SafetensorsFile &file, llvm::StringRef name, int64_t size);

/// The integer tensor `name`, which must exist and have one dimension.
llvm::Expected<std::vector<int64_t>> readIntegers(const SafetensorsFile &file,
                                                  llvm::StringRef name);

/// Checks that `offsets` runs from 0 to `end` without decreasing.
llvm::Error checkOffsets(llvm::StringRef name, llvm::ArrayRef<int64_t> offsets,
                         int64_t end);

/// As groupByDestination(). Reads the edges in blocks, and calls `afterBlock`
/// after each: those of a file need not be in memory all at once.
llvm::Expected<Graph> groupInBlocks(llvm::ArrayRef<int64_t> sources,
                                    llvm::ArrayRef<int64_t> destinations,
                                    int64_t numNodes,
                                    llvm::function_ref<void()> afterBlock);

/// Gives the pages of a mapped file that have been read back to the system; who
/// reads on gets them again.
void releasePages(const llvm::MemoryBuffer &buffer);

/// Fills graphPtr and fold, if the file has them; needs the graph.
llvm::Error readGraphSet(const SafetensorsFile &file, Dataset &dataset);

} // namespace mlir::gnn::datafile

#endif // GNN_OPT_LIB_EXECUTION_DATA_DATASETREADER_H

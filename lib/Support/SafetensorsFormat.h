//===- SafetensorsFormat.h - Rules that reader and writer share -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_SUPPORT_SAFETENSORSFORMAT_H
#define GNN_OPT_LIB_SUPPORT_SAFETENSORSFORMAT_H

#include "gnn-opt/Support/Safetensors.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/JSON.h"

#include <bit>

namespace mlir::gnn::safetensors {

static_assert(std::endian::native == std::endian::little,
              "tensors are little-endian and used in place");

/// The header's entry that is no tensor.
inline constexpr llvm::StringLiteral kMetadataKey = "__metadata__";

/// Bytes of the header's length at the start of the file.
inline constexpr size_t kLengthBytes = 8;

/// The longest header the reference implementation accepts
/// (MAX_HEADER_SIZE in safetensors/src/tensor.rs).
inline constexpr uint64_t kMaxHeaderBytes = 100'000'000;

/// Bytes of a tensor; nothing where an extent is negative or the product does
/// not fit 63 bits.
std::optional<int64_t> getByteCount(DType dtype, llvm::ArrayRef<int64_t> shape);

/// An error that names the first element which is neither 0 nor 1.
llvm::Error checkBools(llvm::ArrayRef<uint8_t> bytes);

/// `tensor "name"`, the context of errors about it.
std::string describeTensor(llvm::StringRef name);

/// Reads one entry of the header; `data` is what the offsets point into.
llvm::Expected<SafetensorsTensor> readEntry(llvm::StringRef name,
                                            const llvm::json::Value &entry,
                                            llvm::ArrayRef<uint8_t> data);

/// Sorts the tensors by their place and checks that they cover `data` without
/// gap or overlap.
llvm::Error checkLayout(std::vector<SafetensorsTensor> &tensors,
                        llvm::ArrayRef<uint8_t> data);

} // namespace mlir::gnn::safetensors

#endif // GNN_OPT_LIB_SUPPORT_SAFETENSORSFORMAT_H

//===- Questions.h - Questions as users type them ---------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TOOLS_GNN_EXPLAIN_QUESTIONS_H
#define GNN_OPT_TOOLS_GNN_EXPLAIN_QUESTIONS_H

#include "gnn-opt/Support/OriginalModel.h"

#include "llvm/ADT/STLFunctionalExtras.h"

namespace mlir::gnn {

/// A parameter, and an index for some of its dimensions.
struct Element {
  std::string parameter;
  std::vector<std::optional<int64_t>> indices;
};

/// `GROUP:INDEX`. A part of a group's name that ends before a dot will do where
/// no other group has it.
llvm::Expected<OriginalChannel> parseChannel(const OriginalModel &original,
                                             llvm::StringRef question);

/// The shape of a parameter; nothing where there is none of that name.
using ShapeOf =
    llvm::function_ref<std::optional<std::vector<int64_t>>(llvm::StringRef)>;

/// `PARAMETER:I,J,...`; trailing indices may be left out, others left empty.
/// `option` is what errors call the question.
llvm::Expected<Element> parseElement(llvm::StringRef option,
                                     llvm::StringRef question, ShapeOf shapeOf);

} // namespace mlir::gnn

#endif // GNN_OPT_TOOLS_GNN_EXPLAIN_QUESTIONS_H

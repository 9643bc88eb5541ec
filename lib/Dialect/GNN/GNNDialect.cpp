//===- GNNDialect.cpp - Registration of types, attributes and ops ---------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Dialect/GNN/GNN.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "mlir/Transforms/InliningUtils.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::gnn;

#include "dialects/GNN/GNNDialect.cpp.inc"
#include "dialects/GNN/GNNEnums.cpp.inc"

/// The keywords of an enum, which are numbered from 0, for a message.
template <typename Kind> static std::string listKeywords() {
  SmallVector<StringRef> words;
  while (!stringifyEnum(Kind(words.size())).empty())
    words.push_back(stringifyEnum(Kind(words.size())));
  return llvm::join(words, ", ");
}

/// `custom<Keyword>`: one of the keywords of an enum.
template <typename Kind>
static ParseResult parseKeyword(AsmParser &parser, Kind &result) {
  SMLoc loc = parser.getCurrentLocation();
  StringRef word;
  if (failed(parser.parseKeyword(&word)))
    return failure();
  if (std::optional<Kind> kind = symbolizeEnum<Kind>(word)) {
    result = *kind;
    return success();
  }
  return parser.emitError(loc) << "expected one of: " << listKeywords<Kind>()
                               << " but got '" << word << "'";
}

template <typename Kind>
static void printKeyword(AsmPrinter &printer, Kind kind) {
  printer << stringifyEnum(kind);
}

#define GET_ATTRDEF_CLASSES
#include "dialects/GNN/GNNAttrs.cpp.inc"

#define GET_TYPEDEF_CLASSES
#include "dialects/GNN/GNNTypes.cpp.inc"

#include "dialects/Interfaces/ChannelOpInterface.cpp.inc"
#include "dialects/Interfaces/CostOpInterface.cpp.inc"
#include "dialects/Interfaces/ElementwiseOpInterface.cpp.inc"
#include "dialects/Interfaces/RowLinearOpInterface.cpp.inc"
#include "dialects/Interfaces/ValueRangeOpInterface.cpp.inc"

#define GET_OP_CLASSES
#include "dialects/GNN/GNNOps.cpp.inc"

namespace {
/// Ops of the dialect compute the same wherever they stand.
struct GNNInlinerInterface : DialectInlinerInterface {
  using DialectInlinerInterface::DialectInlinerInterface;

  bool isLegalToInline(Operation *, Region *, bool, IRMapping &) const final {
    return true;
  }
};
} // namespace

void GNNDialect::initialize() {
  addTypes<
#define GET_TYPEDEF_LIST
#include "dialects/GNN/GNNTypes.cpp.inc"
      >();
  addAttributes<
#define GET_ATTRDEF_LIST
#include "dialects/GNN/GNNAttrs.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/GNN/GNNOps.cpp.inc"
      >();
  addInterfaces<GNNInlinerInterface>();
}

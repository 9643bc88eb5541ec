//===- Signature.cpp - What a function takes and gives --------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Execution/Signature.h"

#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Support/Text.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::gnn;

static llvm::Error makeError(const std::string &function,
                             const llvm::Twine &message) {
  return addContext("function " + quote(function),
                    llvm::createStringError(message));
}

static std::string print(Type type) {
  std::string text;
  llvm::raw_string_ostream(text) << type;
  return text;
}

const Argument *Signature::find(ArgumentKind kind) const {
  auto it = llvm::find_if(arguments, [&](const Argument &argument) {
    return argument.kind == kind;
  });
  return it == arguments.end() ? nullptr : &*it;
}

const Argument *Signature::findFeatures() const {
  const Argument *dense = find(ArgumentKind::DenseFeatures);
  return dense ? dense : find(ArgumentKind::CSRFeatures);
}

/// Nothing for a type that no data file fills.
static std::optional<Argument> classify(Type type) {
  if (isa<gnn::GraphType>(type))
    return Argument{ArgumentKind::Graph};
  if (isSegmentPtr(type))
    return Argument{ArgumentKind::SegmentPtr};
  if (!isFeatures(type))
    return std::nullopt;
  return Argument{isSparse(type) ? ArgumentKind::CSRFeatures
                                 : ArgumentKind::DenseFeatures,
                  cast<RankedTensorType>(type).getDimSize(1)};
}

static llvm::Error addArgument(Signature &signature, unsigned index,
                               Type type) {
  std::optional<Argument> argument = classify(type);
  if (!argument)
    return makeError(signature.function,
                     "expects argument " + llvm::Twine(index) +
                         " to be a graph, features tensor<?xFxf32> or segment "
                         "pointers tensor<?xi64> but got " +
                         print(type));
  bool isSecond = argument->columns ? signature.findFeatures() != nullptr
                                    : signature.find(argument->kind) != nullptr;
  if (isSecond)
    return makeError(signature.function,
                     "expects one graph, one features and one segment pointers "
                     "argument at most but argument " +
                         llvm::Twine(index) + " is a second " + print(type));
  signature.arguments.push_back(*argument);
  return llvm::Error::success();
}

llvm::Expected<Signature> gnn::getInputSignature(func::FuncOp function) {
  Signature signature;
  signature.function = function.getSymName().str();
  for (auto [index, type] : llvm::enumerate(function.getArgumentTypes()))
    if (llvm::Error error = addArgument(signature, index, type))
      return std::move(error);
  return signature;
}

llvm::Expected<Signature> gnn::getSignature(func::FuncOp function) {
  auto signature = getInputSignature(function);
  if (!signature)
    return signature;
  if (function.getNumResults() != 1)
    return makeError(signature->function,
                     "expects one result but got " +
                         llvm::Twine(function.getNumResults()));
  Type result = function.getResultTypes().front();
  if (!isDenseFeatures(result))
    return makeError(signature->function,
                     "expects the result to be tensor<?xCxf32> but got " +
                         print(result));
  signature->resultColumns = cast<RankedTensorType>(result).getDimSize(1);
  return signature;
}

llvm::Expected<func::FuncOp> gnn::findFunction(ModuleOp module,
                                               const std::string &name) {
  if (auto function = module.lookupSymbol<func::FuncOp>(name)) {
    if (function.isExternal())
      return makeError(name, "expects a body but got a declaration");
    return function;
  }
  SmallVector<std::string> names;
  for (auto function : module.getOps<func::FuncOp>())
    names.push_back(quote(function.getSymName()));
  return llvm::createStringError(
      "expected a function " + quote(name) + " but the module has " +
      (names.empty() ? std::string("none") : llvm::join(names, ", ")));
}

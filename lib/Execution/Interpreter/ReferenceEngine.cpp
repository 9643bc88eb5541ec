//===- ReferenceEngine.cpp - The interpreter as an engine -----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Execution/Interpreter.h"

#include "mlir/IR/Diagnostics.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::gnn;

namespace {
class ReferenceEngine : public Engine {
public:
  ReferenceEngine(func::FuncOp function, Signature signature)
      : function(function), signature(std::move(signature)) {}

  llvm::Error bind(const Inputs &inputs) override;
  llvm::Error run() override;
  Logits getLogits() const override;

private:
  func::FuncOp function;
  Signature signature;
  Interpreter interpreter;
  SmallVector<InterpreterValue> arguments;
  bool isBound = false;
  InterpreterValue result;
};

/// `file:line:column: `, or nothing for an op that comes from no file.
std::string formatPlace(Location location) {
  auto place = location->findInstanceOf<FileLineColLoc>();
  if (!place)
    return "";
  return llvm::formatv("{0}:{1}:{2}: ", place.getFilename().getValue(),
                       place.getLine(), place.getColumn());
}

/// Gathers the errors that are emitted while it lives, with their places.
class DiagnosticText {
public:
  explicit DiagnosticText(MLIRContext *context)
      : handler(context, [this](Diagnostic &diagnostic) {
          llvm::raw_string_ostream os(text);
          os << (text.empty() ? "" : "\n")
             << formatPlace(diagnostic.getLocation()) << diagnostic.str();
          return success();
        }) {}

  llvm::Error takeError() { return llvm::createStringError(text); }

private:
  std::string text;
  ScopedDiagnosticHandler handler;
};
} // namespace

static InterpreterValue makeArgument(const Argument &argument,
                                     const Inputs &inputs) {
  switch (argument.kind) {
  case ArgumentKind::Graph:
    return inputs.graph;
  case ArgumentKind::DenseFeatures:
  case ArgumentKind::CSRFeatures:
    return makeFeatures(inputs.features);
  case ArgumentKind::SegmentPtr:
    if (inputs.graphPtr.empty())
      return SegmentPtr{0, inputs.graph.getNumNodes()};
    return SegmentPtr(inputs.graphPtr.begin(), inputs.graphPtr.end());
  }
}

SmallVector<InterpreterValue> gnn::makeArguments(const Signature &signature,
                                                 const Inputs &inputs) {
  return llvm::map_to_vector(
      signature.arguments,
      [&](const Argument &argument) { return makeArgument(argument, inputs); });
}

llvm::Error ReferenceEngine::bind(const Inputs &inputs) {
  if (llvm::Error error = checkInputs(signature, inputs))
    return error;
  arguments = makeArguments(signature, inputs);
  isBound = true;
  return llvm::Error::success();
}

llvm::Error ReferenceEngine::run() {
  if (!isBound)
    return llvm::createStringError("expected bound data but got none");
  DiagnosticText errors(function.getContext());
  auto results = interpreter.call(function, arguments);
  if (failed(results))
    return errors.takeError();
  result = results->front();
  return llvm::Error::success();
}

Logits ReferenceEngine::getLogits() const {
  if (!result)
    return {};
  const Matrix &matrix = result.matrix();
  return {matrix.rows(),
          matrix.cols(),
          {matrix.data(), matrix.data() + matrix.size()}};
}

llvm::Expected<std::unique_ptr<Engine>>
gnn::createReferenceEngine(func::FuncOp function) {
  llvm::Expected<Signature> signature = getSignature(function);
  if (!signature)
    return signature.takeError();
  return std::make_unique<ReferenceEngine>(function, std::move(*signature));
}

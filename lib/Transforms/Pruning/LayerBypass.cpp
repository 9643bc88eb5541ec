//===- LayerBypass.cpp - A model without one of its layers ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Transforms/Pruning/LayerBypass.h"
#include "gnn-opt/Analysis/Cost.h"
#include "gnn-opt/Analysis/Saliency.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"
#include "gnn-opt/Dialect/GNN/TensorTypes.h"
#include "gnn-opt/Support/Text.h"

#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;

namespace {
class LayerFinder {
public:
  LayerFinder(ModuleOp module, StringRef name) : module(module) {
    layer.name = name.str();
  }

  llvm::Expected<BypassableLayer> find();

private:
  llvm::Error collectReaders();
  void closeBetween();
  llvm::Error checkParameters();
  llvm::Error findInput();
  llvm::Error findOutput();
  void extendOutput();
  void addResidual();
  llvm::Error checkTypes();
  void collectParameters();

  bool isNamed(GlobalOp parameter) const {
    StringRef symbol = parameter.getSymName();
    return symbol.consume_front(layer.name) &&
           (symbol.empty() || symbol.starts_with("."));
  }
  llvm::Error fail(const Twine &reason) const {
    return llvm::createStringError("layer " + quote(layer.name) + " " + reason);
  }

  ModuleOp module;
  BypassableLayer layer;
};
} // namespace

/// The ops that load the parameters of the name, all in one block.
llvm::Error LayerFinder::collectReaders() {
  for (GlobalOp parameter : getParameters(module))
    if (isNamed(parameter))
      for (Operation *load : getParameterLoads(parameter))
        layer.ops.insert(load->user_begin(), load->user_end());
  if (layer.ops.empty())
    return fail("has no parameters that an op reads");
  Block *block = layer.ops.front()->getBlock();
  if (!llvm::all_of(layer.ops,
                    [&](Operation *op) { return op->getBlock() == block; }))
    return fail("is in more than one function or block");
  return llvm::Error::success();
}

/// Adds the ops on the way from one of `ops` to another.
void LayerFinder::closeBetween() {
  Block *block = layer.ops.front()->getBlock();
  DenseSet<Operation *> after(layer.ops.begin(), layer.ops.end()),
      before = after;
  auto reads = [](Operation *op, const DenseSet<Operation *> &ops) {
    return llvm::any_of(op->getOperands(), [&](Value operand) {
      return ops.contains(operand.getDefiningOp());
    });
  };
  for (Operation &op : *block)
    if (reads(&op, after))
      after.insert(&op);
  for (Operation &op : llvm::reverse(*block))
    if (llvm::any_of(op.getUsers(),
                     [&](Operation *user) { return before.contains(user); }))
      before.insert(&op);
  for (Operation &op : *block)
    if (after.contains(&op) && before.contains(&op))
      layer.ops.insert(&op);
}

/// What lies between must be of this layer alone.
llvm::Error LayerFinder::checkParameters() {
  for (Operation *op : layer.ops)
    for (Value operand : op->getOperands())
      if (GlobalOp parameter = getParameter(operand))
        if (!isNamed(parameter))
          return fail("has ops that read " + quote(parameter.getSymName()) +
                      " among its own");
  return llvm::Error::success();
}

llvm::Error LayerFinder::findInput() {
  llvm::SetVector<Value> inputs;
  for (Operation *op : layer.ops)
    for (Value operand : op->getOperands())
      if (isFeatures(operand.getType()) &&
          !layer.ops.contains(operand.getDefiningOp()))
        inputs.insert(operand);
  if (inputs.size() != 1)
    return fail("expects to read one value of features but reads " +
                Twine(inputs.size()));
  layer.input = inputs.front();
  return llvm::Error::success();
}

llvm::Error LayerFinder::findOutput() {
  llvm::SetVector<Value> outputs;
  for (Operation *op : layer.ops)
    for (Value result : op->getResults())
      if (!llvm::all_of(result.getUsers(), [&](Operation *user) {
            return layer.ops.contains(user);
          }))
        outputs.insert(result);
  if (outputs.size() != 1)
    return fail("expects one result that others read but has " +
                Twine(outputs.size()));
  layer.output = outputs.front();
  return llvm::Error::success();
}

/// The op that alone reads `value`, where it acts on single elements; else
/// null.
static Operation *getOnlyElementwiseReader(Value value) {
  if (!value.hasOneUse())
    return nullptr;
  Operation *reader = *value.user_begin();
  bool keepsType = reader->getNumResults() == 1 &&
                   reader->getResult(0).getType() == value.getType();
  return keepsType && isa<ElementwiseOpInterface>(reader) ? reader : nullptr;
}

/// Through ops on single elements that read no other features.
void LayerFinder::extendOutput() {
  while (Operation *reader = getOnlyElementwiseReader(layer.output)) {
    if (llvm::count_if(reader->getOperandTypes(), isFeatures) != 1)
      return;
    layer.ops.insert(reader);
    layer.output = reader->getResult(0);
  }
}

/// To the sum with the input. What is linear in both of its operands, and the
/// same whichever comes first, adds them.
void LayerFinder::addResidual() {
  Operation *reader = getOnlyElementwiseReader(layer.output);
  auto linear = dyn_cast_or_null<RowLinearOpInterface>(reader);
  if (!linear || !reader->hasTrait<OpTrait::IsCommutative>() ||
      linear.getRowLinearOperands().size() != 2 ||
      !llvm::is_contained(reader->getOperands(), layer.input))
    return;
  layer.ops.insert(reader);
  layer.output = reader->getResult(0);
}

/// Whether two values have a row for each node, or each graph: as many,
/// whatever the sizes of the graph.
static bool haveSameRows(Value a, Value b) {
  Operation *op = b.getDefiningOp();
  auto function = op->getParentOfType<func::FuncOp>();
  Workload workload{/*nodes=*/7, /*edges=*/11, /*selfLoops=*/2, /*graphs=*/3};
  auto sizes = function ? createValueSizes(function, workload) : nullptr;
  return sizes && sizes->getRows(a) == sizes->getRows(b);
}

llvm::Error LayerFinder::checkTypes() {
  if (!haveSameRows(layer.input, layer.output))
    return fail("has a result of other rows than its input");
  if (layer.input.getType() == layer.output.getType())
    return llvm::Error::success();
  std::string text;
  llvm::raw_string_ostream(text)
      << "expects a result of the type of its input, " << layer.input.getType()
      << ", but got " << layer.output.getType();
  return fail(text);
}

void LayerFinder::collectParameters() {
  for (GlobalOp parameter : getParameters(module)) {
    auto loads = getParameterLoads(parameter);
    bool isOwn = !loads.empty() && llvm::all_of(loads, [&](Operation *load) {
      return llvm::all_of(load->getUsers(), [&](Operation *user) {
        return layer.ops.contains(user);
      });
    });
    if (isOwn && parameter.isPrivate())
      layer.parameters.push_back(parameter);
  }
}

llvm::Expected<BypassableLayer> LayerFinder::find() {
  if (llvm::Error error = collectReaders())
    return error;
  closeBetween();
  if (llvm::Error error = checkParameters())
    return error;
  if (llvm::Error error = findInput())
    return error;
  if (llvm::Error error = findOutput())
    return error;
  extendOutput();
  addResidual();
  if (llvm::Error error = checkTypes())
    return error;
  collectParameters();
  return std::move(layer);
}

llvm::Expected<BypassableLayer> gnn::findLayer(ModuleOp module,
                                               StringRef name) {
  return LayerFinder(module, name).find();
}

SmallVector<BypassableLayer> gnn::findBypassableLayers(ModuleOp module) {
  SmallVector<BypassableLayer> layers;
  llvm::SetVector<StringRef> names;
  for (GlobalOp weight : getWeightMatrices(ChannelGroups(module)))
    names.insert(getLayerName(weight));
  for (StringRef name : names) {
    llvm::Expected<BypassableLayer> layer = findLayer(module, name);
    if (layer)
      layers.push_back(std::move(*layer));
    else
      llvm::consumeError(layer.takeError());
  }
  return layers;
}

void gnn::bypass(const BypassableLayer &layer) {
  Value(layer.output).replaceAllUsesWith(layer.input);
  SmallVector<Operation *> all;
  for (Operation &op : *layer.ops.front()->getBlock())
    all.push_back(&op);
  for (Operation *op : llvm::reverse(all))
    if (isOpTriviallyDead(op))
      op->erase();
  for (GlobalOp parameter : layer.parameters)
    if (getParameterLoads(parameter).empty())
      parameter.erase();
}

//===- LayerBuilder.cpp - What a layer is built with ----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LayerBuilder.h"

#include "LayerTable.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"
#include "gnn-opt/Support/JSON.h"
#include "gnn-opt/Support/Text.h"

using namespace mlir;
using namespace mlir::gnn;
using ml_program::ExternAttr;
using ml_program::GlobalOp;

namespace json = llvm::json;

static std::string shapeOf(Type type) {
  return formatShape(cast<RankedTensorType>(type).getShape());
}

GlobalOp LayerBuilder::findParameter(StringRef name, RankedTensorType type) {
  GlobalOp global = parts.parameters.lookup(name);
  if (global && global.getType() != type)
    keywords.fail("expected parameter " + quote(name) + " to have shape " +
                  shapeOf(global.getType()) +
                  ", as in the first call, but got " + shapeOf(type));
  return global;
}

Value LayerBuilder::createParameter(
    StringRef suffix, ArrayRef<int64_t> shape,
    function_ref<Attribute(RankedTensorType)> value) {
  std::string name = module.prefix + "." + suffix.str();
  auto type = RankedTensorType::get(shape, builder.getF32Type());
  GlobalOp global;
  if (module.isCalledAgain)
    global = findParameter(name, type);
  else if (module.prefix.empty())
    keywords.fail("missing \"name\", expected the layer's prefix in the state "
                  "dict");
  else if (parts.parameters.contains(name))
    keywords.fail("expected different parameter names but got " + quote(name) +
                  " twice");
  if (!global) {
    OpBuilder top(builder.getBlock()->getParentOp());
    global = GlobalOp::create(top, loc, name, type, /*is_mutable=*/false,
                              value(type), top.getStringAttr("private"));
    parts.parameters[name] = global;
  }
  return createParameterLoad(builder, loc, global);
}

Value LayerBuilder::parameter(StringRef suffix, ArrayRef<int64_t> shape) {
  return createParameter(suffix, shape, [&](RankedTensorType type) {
    return ExternAttr::get(builder.getContext(), type);
  });
}

Value LayerBuilder::buffer(StringRef suffix, ArrayRef<int64_t> shape,
                           double value) {
  return createParameter(suffix, shape, [&](RankedTensorType type) {
    return DenseElementsAttr::get(type, float(value));
  });
}

//===----------------------------------------------------------------------===//
// torch.nn.Sequential
//===----------------------------------------------------------------------===//

Value LayerBuilder::sequence(StringRef suffix, const json::Array &list,
                             Value x) {
  for (auto [index, part] : llvm::enumerate(list))
    x = sequencePart(suffix, index, part, x);
  return x;
}

/// The keywords of a part are its own; what is wrong with them is this layer's
/// failure.
Value LayerBuilder::sequencePart(StringRef suffix, size_t index,
                                 const json::Value &part, Value x) {
  std::string place = (suffix + "[" + Twine(index) + "] of the layer").str();
  const json::Object *object = part.getAsObject();
  std::optional<StringRef> op = object ? object->getString("op") : std::nullopt;
  if (!op) {
    keywords.fail("expected a layer with \"op\" but got " + describeJSON(part) +
                  " as " + place);
    return x;
  }
  const LayerKind *kind = findLayerKind(*op);
  if (!kind || kind->role != LayerRole::Rows) {
    keywords.fail("expected a layer on rows but got " + quote(*op) + " as " +
                  place);
    return x;
  }
  RowValue input{x, false, place};
  Keywords own(*object, place, {"op"});
  LayerBuilder nested(parts, builder, loc,
                      module.part((suffix + "." + Twine(index)).str()), input,
                      own);
  Value y = kind->build(nested);
  if (llvm::Error error = own.finish())
    keywords.fail(llvm::toString(std::move(error)));
  return y;
}

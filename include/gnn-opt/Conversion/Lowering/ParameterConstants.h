//===- ParameterConstants.h - Parameters laid out for their readers ---===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_CONVERSION_LOWERING_PARAMETERCONSTANTS_H
#define GNN_OPT_CONVERSION_LOWERING_PARAMETERCONSTANTS_H

#include "gnn-opt/Conversion/Lowering/Emitter.h"

#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "llvm/ADT/StringMap.h"

#include <vector>

namespace mlir::gnn {

/// The values of a parameter, row-major, with its shape.
struct ParameterValues {
  RankedTensorType type;
  std::vector<float> values;

  int64_t dim(unsigned i) const { return type.getDimSize(i); }
  float at(int64_t row, int64_t column) const {
    return values[row * dim(1) + column];
  }
};

/// The values of the parameter that `value`, an operand of `user`, is loaded
/// from. An error on `user` where it is no parameter or has no values.
FailureOr<ParameterValues> readParameter(Operation *user, Value value);

/// Where constants lie, and how long vectors of channels are there.
struct ConstantPlacement {
  Attribute memorySpace;
  /// Vectors of C channels get zeros at their end, up to `paddedSize(C)`.
  int64_t (*paddedSize)(int64_t channels) = [](int64_t channels) {
    return channels;
  };
};

/// Makes private `memref.global` constants. One is made for each parameter and
/// layout, and shared by all that read the parameter in this layout.
class ParameterConstants {
public:
  ParameterConstants(ConstantPlacement placement = {}) : placement(placement) {}

  /// `pack` gives the elements, row-major, where the constant does not exist
  /// yet. `layout` says in a word how they lie.
  Value getFloats(Emitter &e, Value parameter, const Twine &layout,
                  ArrayRef<int64_t> shape,
                  function_ref<std::vector<float>()> pack);
  Value getIntegers(Emitter &e, Value parameter, const Twine &layout,
                    ArrayRef<int64_t> shape,
                    function_ref<std::vector<int32_t>()> pack);
  Value getLongIntegers(Emitter &e, Value parameter, const Twine &layout,
                        ArrayRef<int64_t> shape,
                        function_ref<std::vector<int64_t>()> pack);

  /// The elements in their own order, in one dimension, padded.
  FailureOr<Value> getVector(Emitter &e, Operation *user, Value parameter);
  /// The same for an optional operand; `vector` stays null where it is absent.
  LogicalResult getBias(Emitter &e, Operation *user, Value parameter,
                        Value &vector);

private:
  template <typename Element>
  Value get(Emitter &e, Value parameter, const Twine &layout, MemRefType type,
            function_ref<std::vector<Element>()> pack);

  /// `shape` with at least one element.
  MemRefType constantType(ArrayRef<int64_t> shape, Type elementType) const;

  ConstantPlacement placement;
  /// The symbol of each parameter and layout.
  llvm::StringMap<std::string> symbols;
};

} // namespace mlir::gnn

#endif // GNN_OPT_CONVERSION_LOWERING_PARAMETERCONSTANTS_H

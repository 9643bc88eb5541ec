//===- ArgumentChecks.cpp - Tests of a C function's arguments, as IR ------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ArgumentChecks.h"

#include "gnn-opt/Conversion/CInterface/CErrorCodes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mlir::gnn;
using arith::CmpIPredicate;
using Role = CArgument::Role;

namespace {
/// Chains tests: each runs only where all before it have passed.
class CheckBuilder {
public:
  CheckBuilder(OpBuilder &builder, Location loc, const CSignature &signature,
               ValueRange arguments)
      : builder(builder), loc(loc), signature(signature), arguments(arguments),
        code(integer(32, 0)) {}

  Value build() {
    checkSizes();
    checkPointers();
    checkStrides();
    // What was prepared has been tested.
    bool isPrepared = signature.contains(Role::Prepared);
    for (auto [value, argument] : llvm::zip(arguments, signature.arguments))
      if (!isPrepared || !isGraph(argument))
        checkContents(value, argument);
    return code;
  }

private:
  using Test = llvm::function_ref<Value()>;

  /// code = code != 0 ? code : test() ? 0 : error.
  void check(CError error, Test test) {
    Value good = compare(CmpIPredicate::eq, code, integer(32, 0));
    auto branch = scf::IfOp::create(builder, loc, builder.getI32Type(), good,
                                    /*withElseRegion=*/true);
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(branch.elseBlock());
    scf::YieldOp::create(builder, loc, code);
    builder.setInsertionPointToStart(branch.thenBlock());
    Value passed = test();
    Value failure = integer(32, static_cast<int32_t>(error));
    Value next =
        arith::SelectOp::create(builder, loc, passed, integer(32, 0), failure);
    scf::YieldOp::create(builder, loc, next);
    code = branch.getResult(0);
  }

  void checkSizes() {
    for (auto [value, argument] : llvm::zip(arguments, signature.arguments)) {
      bool isNodes = argument.role == Role::NumNodes;
      if (!isNodes && argument.role != Role::NumGraphs &&
          argument.role != Role::NumEdges)
        continue;
      // Node numbers are int32; unsigned comparison refuses negative sizes too.
      int64_t largest = isNodes ? INT32_MAX : INT64_MAX / 8;
      check(CError::Size, [&, value = value] {
        return compare(CmpIPredicate::ule, value, integer(64, largest));
      });
    }
  }

  /// How many elements a pointer must offer; a pointer to none may be NULL.
  Value elementsOf(const CArgument &argument) {
    switch (argument.role) {
    case Role::RowPtr:
    case Role::SparseIndptr:
    case Role::SegmentPtr:
    case Role::Prepared:
    case Role::PreparedMemory:
      return integer(64, 1);
    case Role::ColIdx:
      return get(Role::NumEdges, argument.index);
    case Role::Out:
      return arguments[signature.findRows(argument.index)];
    case Role::SparseIndices:
    case Role::SparseValues: {
      // Read only where indptr says that there is something.
      Value indptr = get(Role::SparseIndptr, argument.index);
      return load(builder.getI64Type(), indptr, get(Role::NumNodes));
    }
    default:
      return get(Role::NumNodes);
    }
  }

  void checkPointers() {
    for (auto [value, argument] : llvm::zip(arguments, signature.arguments)) {
      if (!argument.isPointer())
        continue;
      check(CError::Null, [&, value = value, &argument = argument] {
        Value address =
            LLVM::PtrToIntOp::create(builder, loc, builder.getI64Type(), value);
        Value given = compare(CmpIPredicate::ne, address, integer(64, 0));
        Value empty =
            compare(CmpIPredicate::eq, elementsOf(argument), integer(64, 0));
        return Value(arith::OrIOp::create(builder, loc, given, empty));
      });
    }
  }

  void checkStrides() {
    for (auto [value, argument] : llvm::zip(arguments, signature.arguments))
      if (argument.role == Role::FeatureStride ||
          argument.role == Role::OutStride)
        check(CError::Stride, [&, value = value, &argument = argument] {
          return compare(CmpIPredicate::sge, value,
                         integer(64, argument.channels));
        });
  }

  static bool isGraph(const CArgument &argument) {
    return argument.role == Role::RowPtr || argument.role == Role::ColIdx;
  }

  void checkContents(Value value, const CArgument &argument) {
    Value nodes = get(Role::NumNodes);
    switch (argument.role) {
    case Role::RowPtr:
      return check(CError::RowPtr, [&] {
        return rises(value, nodes, get(Role::NumEdges, argument.index));
      });
    case Role::ColIdx:
      return check(CError::ColIdx, [&] {
        return allBelow(value, get(Role::NumEdges, argument.index), nodes);
      });
    case Role::SparseIndptr:
      return check(CError::Features, [&] {
        return rises(value, nodes, load(builder.getI64Type(), value, nodes));
      });
    case Role::SparseIndices:
      return check(CError::Features, [&] {
        return allBelow(value, elementsOf(argument),
                        integer(64, argument.channels));
      });
    case Role::SegmentPtr:
      return check(CError::GraphPtr,
                   [&] { return rises(value, get(Role::NumGraphs), nodes); });
    default:
      return;
    }
  }

  /// pointers[0] = 0, pointers[count] = last, and none is less than its
  /// predecessor.
  Value rises(Value pointers, Value count, Value last) {
    Type i64 = builder.getI64Type();
    Value zero = integer(64, 0);
    Value first = compare(CmpIPredicate::eq, load(i64, pointers, zero), zero);
    Value end = compare(CmpIPredicate::eq, load(i64, pointers, count), last);
    return all(count, both(first, end), [&](Value i) {
      Value next = arith::AddIOp::create(builder, loc, i, integer(64, 1));
      return compare(CmpIPredicate::sle, load(i64, pointers, i),
                     load(i64, pointers, next));
    });
  }

  /// 0 <= indices[i] < limit for all i below count.
  Value allBelow(Value indices, Value count, Value limit) {
    return all(count, integer(1, 1), [&](Value i) {
      Value index = load(builder.getI32Type(), indices, i);
      Value wide =
          arith::ExtUIOp::create(builder, loc, builder.getI64Type(), index);
      return compare(CmpIPredicate::ult, wide, limit);
    });
  }

  /// `start` and test(0) and ... and test(count - 1), without early exit: the
  /// loop is vectorised.
  Value all(Value count, Value start, llvm::function_ref<Value(Value)> test) {
    auto loop = scf::ForOp::create(
        builder, loc, integer(64, 0), count, integer(64, 1), start,
        [&](OpBuilder &, Location, Value i, ValueRange carried) {
          scf::YieldOp::create(builder, loc, both(carried.front(), test(i)));
        });
    return loop.getResult(0);
  }

  Value get(Role role, unsigned index = 0) {
    return arguments[signature.find(role, index)];
  }

  Value integer(unsigned bits, int64_t value) {
    return arith::ConstantOp::create(
        builder, loc,
        builder.getIntegerAttr(builder.getIntegerType(bits), value));
  }

  Value compare(CmpIPredicate predicate, Value a, Value b) {
    return arith::CmpIOp::create(builder, loc, predicate, a, b);
  }

  Value both(Value a, Value b) {
    return arith::AndIOp::create(builder, loc, a, b);
  }

  Value load(Type type, Value pointer, Value index) {
    Value address = LLVM::GEPOp::create(builder, loc, pointer.getType(), type,
                                        pointer, ArrayRef<LLVM::GEPArg>{index});
    return LLVM::LoadOp::create(builder, loc, type, address);
  }

  OpBuilder &builder;
  Location loc;
  const CSignature &signature;
  ValueRange arguments;
  Value code;
};
} // namespace

Value gnn::buildArgumentChecks(OpBuilder &builder, Location loc,
                               const CSignature &signature,
                               ValueRange arguments) {
  return CheckBuilder(builder, loc, signature, arguments).build();
}

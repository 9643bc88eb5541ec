//===- GNN.h - The gnn dialect -------------------------------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_DIALECT_GNN_GNN_H
#define GNN_OPT_DIALECT_GNN_GNN_H

#include "gnn-opt/Dialect/GNN/Interfaces.h"

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include "dialects/GNN/GNNDialect.h.inc"
#include "dialects/GNN/GNNEnums.h.inc"

#define GET_ATTRDEF_CLASSES
#include "dialects/GNN/GNNAttrs.h.inc"

#define GET_TYPEDEF_CLASSES
#include "dialects/GNN/GNNTypes.h.inc"

#include "gnn-opt/Dialect/GNN/TensorTypes.h"

#define GET_OP_CLASSES
#include "dialects/GNN/GNNOps.h.inc"

#endif // GNN_OPT_DIALECT_GNN_GNN_H

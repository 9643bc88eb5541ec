//===- InitAll.h - Everything gnn-opt registers, in one place - -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_INITALL_H
#define GNN_OPT_INITALL_H

namespace mlir {
class DialectRegistry;

namespace gnn {

/// The gnn dialect and the upstream dialects that its pipelines produce.
void registerAllDialects(DialectRegistry &registry);

/// All passes and pipelines of gnn-opt, under their flags.
void registerAllPasses();

} // namespace gnn
} // namespace mlir

#endif // GNN_OPT_INITALL_H

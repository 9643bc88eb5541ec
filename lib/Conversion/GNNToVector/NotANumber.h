//===- NotANumber.h - Whether a matrix has a NaN -------------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_NOTANUMBER_H
#define GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_NOTANUMBER_H

#include "ChannelTiles.h"

namespace mlir::gnn {

/// i1: `matrix` may have a NaN. It is read once, in parallel; infinities of
/// both signs may also give true.
Value mayHaveNaN(Emitter &e, Value matrix, const ChannelTiles &tiles);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOVECTOR_NOTANUMBER_H

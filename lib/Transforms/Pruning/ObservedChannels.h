//===- ObservedChannels.h - What data did not use ---------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_TRANSFORMS_PRUNING_OBSERVEDCHANNELS_H
#define GNN_OPT_LIB_TRANSFORMS_PRUNING_OBSERVEDCHANNELS_H

#include "gnn-opt/Analysis/ChannelGroups.h"

namespace mlir::gnn {

/// Says in remarks of `pass` which channels were zero in every row that
/// calibration saw, at all weights that multiply them. That is no proof. Fails
/// with an error on damaged statistics; does nothing where there are none.
LogicalResult reportObservedZeros(const ChannelGroups &groups, StringRef pass);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_TRANSFORMS_PRUNING_OBSERVEDCHANNELS_H

//===- DeviceMemory.h - Buffers on the device ----------------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_CONVERSION_GNNTOGPU_DEVICEMEMORY_H
#define GNN_OPT_LIB_CONVERSION_GNNTOGPU_DEVICEMEMORY_H

#include "gnn-opt/Conversion/Lowering/Emitter.h"

#include "mlir/Transforms/DialectConversion.h"

namespace mlir::gnn {

/// The memory space of buffers on the device, LLVM's address space of global
/// memory. What has it cannot be mistaken for memory of the host.
Attribute deviceSpace(MLIRContext *context);

/// Floats from one row of C channels to the next: rows are padded to whole
/// sectors of 32 bytes, so that each begins where a vector may be loaded and
/// touches no more sectors than it has to. The padding is always 0.
int64_t paddedChannels(int64_t channels);

/// Types on the device: features are rows of `paddedChannels` floats, the rest
/// is as on the host.
class DeviceTypeConverter : public TypeConverter {
public:
  DeviceTypeConverter();
};

/// Memory of the device that lives until its last use in the function.
Value allocateOnDevice(Emitter &e, MemRefType type, Value size);
Value allocateOnDevice(Emitter &e, Type elementType, Value size);

/// Memory for the rows (or the values, one a row) of `result`: that of the
/// function's caller where it is returned, or a new buffer.
Value getDeviceBuffer(Emitter &e, Value result, Value rows);

/// Frees what was allocated in the function after its last use.
void placeDeviceDeallocations(Operation *function);

} // namespace mlir::gnn

#endif // GNN_OPT_LIB_CONVERSION_GNNTOGPU_DEVICEMEMORY_H

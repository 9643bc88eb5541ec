//===- DriverFunctions.h - The driver's functions ---------------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_LIB_EXECUTION_EMULATEDDRIVER_DRIVERFUNCTIONS_H
#define GNN_OPT_LIB_EXECUTION_EMULATEDDRIVER_DRIVERFUNCTIONS_H

#include "DriverState.h"

// The types of the parameters.
using namespace ::gnn::gpu;

// Whatever the runtime may call, and nothing else.
extern "C" {
#define GNN_DECLARE(name, parameters) CUresult name parameters;
GNN_CUDA_FUNCTIONS(GNN_DECLARE)
#undef GNN_DECLARE
}

#endif // GNN_OPT_LIB_EXECUTION_EMULATEDDRIVER_DRIVERFUNCTIONS_H

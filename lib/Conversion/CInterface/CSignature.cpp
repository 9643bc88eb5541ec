//===- CSignature.cpp - The C arguments of a compiled function ------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/CInterface/CSignature.h"

using namespace mlir;
using namespace mlir::gnn;
using Role = CArgument::Role;

StringRef CArgument::getCType() const {
  switch (role) {
  case Role::NumNodes:
  case Role::NumGraphs:
  case Role::NumEdges:
  case Role::FeatureStride:
  case Role::OutStride:
    return "int64_t";
  case Role::RowPtr:
  case Role::SparseIndptr:
  case Role::SegmentPtr:
    return "const int64_t *";
  case Role::ColIdx:
  case Role::SparseIndices:
    return "const int32_t *";
  case Role::Features:
  case Role::SparseValues:
    return "const float *";
  case Role::Prepared:
    return "const void *";
  case Role::PreparedMemory:
    return "void *";
  case Role::Out:
    return "float *";
  }
  llvm_unreachable("all roles have a type");
}

StringRef gnn::stringifyResultRows(ResultRows rows) {
  switch (rows) {
  case ResultRows::Nodes:
    return "nodes";
  case ResultRows::Edges:
    return "edges";
  case ResultRows::Graphs:
    return "graphs";
  }
  llvm_unreachable("all kinds of rows have a name");
}

bool CSignature::contains(Role role, unsigned index) const {
  return llvm::any_of(arguments, [&](const CArgument &argument) {
    return argument.role == role && argument.index == index;
  });
}

unsigned CSignature::find(Role role, unsigned index) const {
  auto *it = llvm::find_if(arguments, [&](const CArgument &argument) {
    return argument.role == role && argument.index == index;
  });
  return it - arguments.begin();
}

unsigned CSignature::findRows(unsigned result) const {
  switch (resultRows[result]) {
  case ResultRows::Nodes:
    return find(Role::NumNodes);
  case ResultRows::Graphs:
    return find(Role::NumGraphs);
  case ResultRows::Edges:
    break;
  }
  // Of the first graph, whichever argument that is.
  auto *edges = llvm::find_if(arguments, [](const CArgument &argument) {
    return argument.role == Role::NumEdges;
  });
  return edges - arguments.begin();
}

static bool describesGraph(const CArgument &argument) {
  return argument.role == Role::NumNodes || argument.role == Role::NumEdges ||
         argument.role == Role::RowPtr || argument.role == Role::ColIdx;
}

CSignature CSignature::forPrepare() const {
  CSignature prepare;
  prepare.symbol = symbol + "_prepare";
  llvm::copy_if(arguments, std::back_inserter(prepare.arguments),
                describesGraph);
  prepare.arguments.push_back({Role::PreparedMemory, "prepared"});
  return prepare;
}

CSignature CSignature::forPreparedBytes() const {
  CSignature bytes;
  bytes.symbol = symbol + "_prepared_bytes";
  llvm::copy_if(arguments, std::back_inserter(bytes.arguments),
                [](const CArgument &argument) {
                  return describesGraph(argument) && !argument.isPointer();
                });
  return bytes;
}

CSignature CSignature::forRun() const {
  CSignature run = *this;
  run.symbol = symbol + "_run";
  auto *firstResult = llvm::find_if(
      run.arguments, [](const CArgument &a) { return a.role == Role::Out; });
  run.arguments.insert(firstResult, {Role::Prepared, "prepared"});
  return run;
}

//===- CHeader.cpp - The C header of a compiled model ---------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/CInterface/CHeader.h"

#include "gnn-opt/Conversion/CInterface/CErrorCodes.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::gnn;
using Role = CArgument::Role;

/// One line of documentation: what the argument holds, its size, its unit.
static std::string describe(const CSignature &signature,
                            const CArgument &argument) {
  using llvm::formatv;
  int64_t channels = argument.channels;
  switch (argument.role) {
  case Role::NumNodes:
    return "number of nodes";
  case Role::NumGraphs:
    return "number of graphs in the batch";
  case Role::NumEdges:
    return "number of edges";
  case Role::RowPtr:
    return "[num_nodes + 1] the edges that end in node i are row_ptr[i] to "
           "row_ptr[i + 1] - 1";
  case Role::ColIdx:
    return "[num_edges] the source node of each edge";
  case Role::Features:
    return formatv("[num_nodes][x_stride] features, {0} in each row", channels);
  case Role::FeatureStride:
    return formatv("floats from one row of x to the next, at least {0}",
                   channels);
  case Role::SparseIndptr:
    return "[num_nodes + 1] the stored features of node i are x_indptr[i] to "
           "x_indptr[i + 1] - 1";
  case Role::SparseIndices:
    return formatv("[x_indptr[num_nodes]] channel of each stored feature, "
                   "below {0}",
                   channels);
  case Role::SparseValues:
    return "[x_indptr[num_nodes]] its value";
  case Role::SegmentPtr:
    return "[num_graphs + 1] the nodes of graph g are graph_ptr[g] to "
           "graph_ptr[g + 1] - 1";
  case Role::Prepared:
    return "what the preparation of this graph left there";
  case Role::PreparedMemory:
    return "memory to fill, of as many bytes as the function above says, "
           "aligned to 8";
  case Role::Out:
    return formatv("[{0}][{1}_stride] the result, {2} in each row",
                   signature.arguments[signature.findRows(argument.index)].name,
                   argument.name, channels);
  case Role::OutStride:
    return formatv(
        "floats from one row of the result to the next, at least {0}",
        channels);
  }
  llvm_unreachable("all roles have a description");
}

/// TYPE SYMBOL(ARGUMENTS);
static void printDeclaration(raw_ostream &os, StringRef type, StringRef symbol,
                             ArrayRef<CArgument> arguments) {
  os << type << " " << symbol << "(";
  llvm::interleave(
      arguments, os,
      [&](const CArgument &argument) {
        os << argument.getCType() << (argument.isPointer() ? "" : " ")
           << argument.name;
      },
      ",\n    ");
  os << ");\n\n";
}

/// A function that tests its arguments: what it does, then what it takes.
static void printFunction(raw_ostream &os, StringRef comment,
                          const CSignature &signature) {
  os << "/* " << comment << "\n\n";
  for (const CArgument &argument : signature.arguments)
    os << "   " << argument.name << ": " << describe(signature, argument)
       << "\n";
  os << "\n   Returns GNN_OK, or the code of the first argument that is "
        "impossible; then\n   nothing has been written. */\n";
  printDeclaration(os, "int32_t", signature.symbol, signature.arguments);
}

/// The same in two steps, for many runs on one graph.
static void printPreparation(raw_ostream &os, const CSignature &signature) {
  CSignature bytes = signature.forPreparedBytes();
  os << "/* Bytes of memory that a prepared graph takes. */\n";
  printDeclaration(os, "int64_t", bytes.symbol, bytes.arguments);
  printFunction(os,
                "Computes what depends on the graph alone, once for any number "
                "of runs.",
                signature.forPrepare());
  printFunction(os,
                "Runs the model on a prepared graph: row_ptr and col_idx are "
                "those that were\n   prepared, and are not tested again. "
                "Several threads may share what is prepared.",
                signature.forRun());
}

static void printErrorCodes(raw_ostream &os) {
  os << "#ifndef GNN_ERROR_CODES\n#define GNN_ERROR_CODES\nenum gnn_error {\n";
  for (const CErrorCode &code : getCErrorCodes())
    os << "  " << code.name << " = " << code.value << ", /* " << code.meaning
       << " */\n";
  os << "};\n#endif /* GNN_ERROR_CODES */\n\n";
}

/// What the levels stand for, and how to run another version than the best.
static void printVersions(raw_ostream &os, const CVersions &versions) {
  os << "/* The object holds a version of each function for processors of "
        "these levels:\n\n";
  for (const CPULevel &level : versions.levels)
    os << "   " << level.number << ": " << level.name << "\n";
  os << "\n   The first call takes the best that this processor and its "
        "operating system can\n   run. After this function all calls take that "
        "of `level`, or the best again where\n   it is 0. Returns the level "
        "that calls take, or -1 where there is none for this\n   level or this "
        "processor cannot run it; then nothing changes. */\n"
     << "int32_t " << versions.symbol << "(int32_t level);\n\n";
}

static StringRef describeRun(CDevice device) {
  switch (device) {
  case CDevice::CPU:
    return "Runs the model. Threads: OpenMP's; OMP_NUM_THREADS sets how many. "
           "The result\n   has the same bits for every number of threads. "
           "Re-entrant; keeps no state.";
  case CDevice::GPU:
    return "Runs the model on the GPU. All memory is the host's: it is copied "
           "there and back,\n   and the result is there when the call returns. "
           "Re-entrant. Link with the GPU runtime,\n   which keeps the kernels "
           "on the device until gnn_gpu_release().";
  }
  llvm_unreachable("all devices have a description");
}

void gnn::printCHeader(raw_ostream &os, StringRef fileName,
                       ArrayRef<CSignature> signatures, CDevice device,
                       const CVersions &versions) {
  std::string guard;
  for (char c : fileName)
    guard += llvm::isAlnum(c) ? llvm::toUpper(c) : '_';
  os << "/* " << fileName << " - made by gnn-compile; do not edit. */\n"
     << "#ifndef " << guard << "\n#define " << guard << "\n\n"
     << "#include <stdint.h>\n\n"
     << "#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n";
  printErrorCodes(os);
  if (versions.levels.size() > 1)
    printVersions(os, versions);
  for (const CSignature &signature : signatures) {
    std::string macro = StringRef(signature.symbol).upper() + "_VERSION";
    os << "/* The calling convention of this header. The object states its "
          "own:\n"
       << "   compare them before the first call. */\n"
       << "#define " << macro << " " << cInterfaceVersion << "\n"
       << "int32_t " << signature.symbol << "_version(void);\n\n";
    printFunction(os, describeRun(device), signature);
    if (signature.hasPreparation)
      printPreparation(os, signature);
  }
  os << "#ifdef __cplusplus\n}\n#endif\n\n#endif /* " << guard << " */\n";
}

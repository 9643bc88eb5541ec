//===- LayerPositions.cpp - Where in its file a layer stands --------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// llvm::json::Value keeps no positions. The text has been parsed before, so
// brackets and strings are all there is to see here.
//
//===----------------------------------------------------------------------===//

#include "ModelSpec.h"

using namespace mlir;
using namespace mlir::gnn;

/// The offset of the quote that ends the string beginning at `begin`.
static size_t endOfString(StringRef text, size_t begin) {
  size_t end = begin + 1;
  while (end < text.size() && text[end] != '"')
    end += text[end] == '\\' ? 2 : 1;
  return end;
}

/// Offsets of the objects in the array that the top-level key "layers" names.
static std::vector<size_t> findLayerOffsets(StringRef text) {
  std::vector<size_t> offsets;
  unsigned depth = 0;
  StringRef lastTopLevelString;
  for (size_t i = 0; i < text.size(); ++i) {
    switch (text[i]) {
    case '"': {
      size_t end = endOfString(text, i);
      if (depth == 1)
        lastTopLevelString = text.slice(i + 1, end);
      i = end;
      break;
    }
    case '{':
    case '[':
      if (depth == 2 && text[i] == '{' && lastTopLevelString == "layers")
        offsets.push_back(i);
      ++depth;
      break;
    case '}':
    case ']':
      --depth;
      break;
    }
  }
  return offsets;
}

std::vector<std::pair<unsigned, unsigned>>
gnn::findLayerPositions(StringRef text) {
  std::vector<std::pair<unsigned, unsigned>> positions;
  unsigned line = 1, column = 1;
  size_t from = 0;
  for (size_t offset : findLayerOffsets(text)) {
    for (char c : text.slice(from, offset)) {
      column = c == '\n' ? 1 : column + 1;
      line += c == '\n';
    }
    positions.push_back({line, column});
    from = offset;
  }
  return positions;
}

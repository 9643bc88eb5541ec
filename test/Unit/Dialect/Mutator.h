//===- Mutator.h - Makes odd IR text of ordinary text --------- -*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes a text apart into tokens and exchanges some of them for odd ones. The
// seed says which, so that what a test finds can be found again.
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_TEST_UNIT_DIALECT_MUTATOR_H
#define GNN_OPT_TEST_UNIT_DIALECT_MUTATOR_H

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"

#include <random>
#include <regex>

namespace mlir::gnn::test {

using Tokens = std::vector<std::string>;

/// Around the limits of types and of integers.
inline const Tokens oddSizes = {
    "0",        "1",          "2",
    "3",        "?",          "16777215",
    "16777216", "4294967296", "9223372036854775807"};
/// Around the widths of vectors; what is kept for each channel stays small.
inline const Tokens smallSizes = {"0", "1", "2",  "3", "4",
                                  "7", "8", "16", "17"};
inline const Tokens oddElements = {"f64", "i32", "index", "complex<f32>",
                                   "f16"};
inline const Tokens oddTypes = {"tensor<*xf32>",
                                "tensor<f32>",
                                "tensor<?xi64>",
                                "memref<?x4xf32>",
                                "!gnn.graph",
                                "tensor<?x4xf32, #gnn.csr>",
                                "i32",
                                "tensor<?x4xf32, \"coo\">",
                                "tensor<0x0xf32>"};
inline const Tokens oddNumbers = {"0", "-1", "-9223372036854775808", "7",
                                  "0x7FF"};

/// Sizes of a shape, element types, whole types, op names, numbers, and the
/// rest one character at a time.
inline Tokens tokenize(const std::string &text) {
  static const std::regex token(
      R"(//[^\n]*\n|tensor<|[0-9?]+x|x?f32|gnn\.\w+|-?\d+(\.\d+)?|%\w+|\w+|\s+|.)");
  Tokens tokens;
  for (std::sregex_iterator it(text.begin(), text.end(), token), end; it != end;
       ++it)
    if (it->str(0).substr(0, 2) != "//")
      tokens.push_back(it->str());
  return tokens;
}

inline std::vector<std::string> splitFunctions(llvm::StringRef text) {
  std::vector<std::string> functions;
  for (size_t begin = text.find("func.func"); begin != llvm::StringRef::npos;) {
    size_t end = text.find("func.func", begin + 1);
    functions.push_back(text.slice(begin, end).str());
    begin = end;
  }
  return functions;
}

class Mutator {
public:
  Mutator(unsigned seed, const Tokens &sizes) : random(seed), sizes(sizes) {}

  std::string mutate(Tokens tokens, unsigned changes) {
    for (; changes; --changes)
      if (pick(2))
        replace(tokens, pick(tokens.size()));
      else
        replaceAll(tokens);
    return llvm::join(tokens, "");
  }

  size_t pick(size_t size) { return random() % size; }

private:
  const std::string &pick(const Tokens &from) {
    return from[pick(from.size())];
  }

  void replace(Tokens &tokens, size_t index) {
    std::string &token = tokens[index];
    llvm::StringRef text = token;
    if (text.ends_with("x") && text != "x")
      token = pick(sizes) + "x";
    else if (text.ends_with("f32"))
      token = (text.starts_with("x") ? "x" : "") + pick(oddElements);
    else if (text == "tensor<")
      token = pick(oddTypes) + ", " + token;
    else if (text.starts_with("gnn.") || text.starts_with("%"))
      token = tokens[pick(tokens.size())];
    else if (llvm::isDigit(text.front()))
      token = pick(oddNumbers);
    else
      std::swap(token, tokens[pick(tokens.size())]);
  }

  /// The same new size wherever a size stands: odd, and often valid.
  void replaceAll(Tokens &tokens) {
    const std::string old = pick(tokens), size = pick(sizes) + "x";
    if (llvm::StringRef(old).ends_with("x") && old != "x")
      std::replace(tokens.begin(), tokens.end(), old, size);
  }

  std::mt19937 random;
  const Tokens &sizes;
};

} // namespace mlir::gnn::test

#endif // GNN_OPT_TEST_UNIT_DIALECT_MUTATOR_H

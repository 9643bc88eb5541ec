//===- JSONScanner.cpp - What the JSON parser does not check --------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "JSONScanner.h"

#include "gnn-opt/Support/JSON.h"
#include "gnn-opt/Support/Text.h"
#include "llvm/ADT/StringSet.h"

#include <vector>

using namespace llvm;
using mlir::gnn::JSONDefect;

namespace {

/// An array or object that is open at the scanner's position.
struct Scope {
  bool isObject;
  bool expectsKey;
  StringSet<> keys;
};

class Scanner {
public:
  explicit Scanner(StringRef text) : text(text) {}

  std::optional<JSONDefect> scan() {
    while (position < text.size() && !defect)
      step();
    return defect;
  }

private:
  void step();
  void open(bool isObject);
  void close();
  void readString();
  void addKey(size_t begin, StringRef literal);

  StringRef text;
  size_t position = 0;
  std::vector<Scope> scopes;
  std::optional<JSONDefect> defect;
};

void Scanner::step() {
  switch (text[position]) {
  case '"':
    return readString();
  case '{':
    return open(/*isObject=*/true);
  case '[':
    return open(/*isObject=*/false);
  case '}':
  case ']':
    return close();
  case ',':
    if (!scopes.empty())
      scopes.back().expectsKey = scopes.back().isObject;
    break;
  default:
    break;
  }
  ++position;
}

void Scanner::open(bool isObject) {
  if (scopes.size() == mlir::gnn::kMaxJSONDepth) {
    defect = {position,
              ("expected arrays and objects to nest at most " +
               Twine(mlir::gnn::kMaxJSONDepth) + " deep but got one more")
                  .str()};
    return;
  }
  scopes.push_back({isObject, /*expectsKey=*/isObject, {}});
  ++position;
}

void Scanner::close() {
  if (!scopes.empty())
    scopes.pop_back();
  ++position;
}

void Scanner::readString() {
  size_t begin = position++;
  while (position < text.size() && text[position] != '"')
    position += text[position] == '\\' ? 2 : 1;
  // A string that never ends is the parser's to report.
  bool terminated = position < text.size();
  position = std::min(position + 1, text.size());
  if (terminated && !scopes.empty() && scopes.back().expectsKey)
    addKey(begin, text.slice(begin, position));
}

void Scanner::addKey(size_t begin, StringRef literal) {
  scopes.back().expectsKey = false;
  std::string key = literal.drop_front().drop_back().str();
  // "a" and "\u0061" are one key; a literal that is damaged stays as it is.
  if (literal.contains('\\')) {
    if (Expected<json::Value> decoded = json::parse(literal))
      key = decoded->getAsString().value_or(key).str();
    else
      consumeError(decoded.takeError());
  }
  if (!scopes.back().keys.insert(key).second)
    defect = {begin, "key " + mlir::gnn::quote(key) + " occurs twice"};
}

} // namespace

std::optional<JSONDefect> mlir::gnn::scanJSON(StringRef text) {
  return Scanner(text).scan();
}

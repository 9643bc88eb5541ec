//===- Questions.cpp - Questions as users type them -----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Questions.h"

#include "gnn-opt/Support/Text.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir::gnn;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;
using llvm::Twine;

//===----------------------------------------------------------------------===//
// Indices and channels
//===----------------------------------------------------------------------===//

/// `names`, in quotes, for messages.
template <typename Range> static std::string listNames(const Range &range) {
  std::string text = llvm::join(
      llvm::map_range(range, [](const auto &each) { return quote(each.name); }),
      ", ");
  return text.empty() ? "none" : text;
}

static Error outOfRange(const Twine &what, int64_t size, const Twine &got) {
  if (size == 0)
    return llvm::createStringError("expected " + what +
                                   " but there is none, got " + got);
  return llvm::createStringError("expected " + what + " from 0 to " +
                                 Twine(size - 1) + " but got " + got);
}

static Expected<int64_t> parseIndex(StringRef text, const Twine &what,
                                    int64_t size) {
  int64_t index;
  if (text.getAsInteger(10, index) || index < 0 || index >= size)
    return outOfRange(what, size, quote(text));
  return index;
}

static Expected<size_t> findGroup(const OriginalModel &original,
                                  StringRef name) {
  std::vector<size_t> matches;
  for (auto [position, group] : llvm::enumerate(original.groups)) {
    StringRef rest = group.name;
    if (rest == name)
      return position;
    if (rest.consume_front(name) && rest.starts_with("."))
      matches.push_back(position);
  }
  if (matches.size() == 1)
    return matches.front();
  return llvm::createStringError("expected the name of one channel group but "
                                 "got " +
                                 quote(name) + "; there are " +
                                 listNames(original.groups));
}

Expected<OriginalChannel> mlir::gnn::parseChannel(const OriginalModel &original,
                                                  StringRef question) {
  auto [name, text] = question.rsplit(':');
  if (name.size() == question.size())
    return llvm::createStringError("expected --channel to be GROUP:INDEX but "
                                   "got " +
                                   quote(question));
  Expected<size_t> group = findGroup(original, name);
  if (!group)
    return group.takeError();
  Expected<int64_t> number =
      parseIndex(text, "a channel of " + quote(original.groups[*group].name),
                 original.groups[*group].size);
  if (!number)
    return number.takeError();
  return OriginalChannel{*group, *number};
}

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

static Error parseIndices(StringRef text, llvm::ArrayRef<int64_t> shape,
                          Element &element) {
  llvm::SmallVector<StringRef> parts;
  text.split(parts, ',');
  if (parts.size() > shape.size())
    return llvm::createStringError("expected at most " + Twine(shape.size()) +
                                   " indices for " + quote(element.parameter) +
                                   " of shape " + formatShape(shape) +
                                   " but got " + quote(text));
  element.indices.resize(shape.size());
  for (auto [dim, part] : llvm::enumerate(parts)) {
    if (part.empty())
      continue;
    Expected<int64_t> index = parseIndex(
        part, "index " + Twine(dim) + " of " + quote(element.parameter),
        shape[dim]);
    if (!index)
      return index.takeError();
    element.indices[dim] = *index;
  }
  return Error::success();
}

Expected<Element> mlir::gnn::parseElement(StringRef option, StringRef question,
                                          ShapeOf shapeOf) {
  auto [name, text] = question.rsplit(':');
  if (name.size() == question.size())
    return llvm::createStringError("expected " + option +
                                   " to be PARAMETER:I,J,... but got " +
                                   quote(question));
  std::optional<std::vector<int64_t>> shape = shapeOf(name);
  if (!shape)
    return llvm::createStringError(
        "expected " + option + " to name a parameter but got " + quote(name));
  Element element{name.str(), {}};
  if (Error error = parseIndices(text, *shape, element))
    return std::move(error);
  return element;
}

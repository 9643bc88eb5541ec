//===- ChannelOptions.cpp - What users ask of channels --------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ChannelOptions.h"
#include "gnn-opt/Support/Text.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;

InFlightDiagnostic ChannelOptionReader::expects() const {
  return emitError(groups.getModule().getLoc(), pass) << " expects ";
}

LogicalResult ChannelOptionReader::read(const ChannelOptionTexts &texts,
                                        ChannelPruningOptions &options) const {
  if (failed(readNames(texts, options)) ||
      failed(readNumbers(texts, options.selection)))
    return failure();
  for (StringRef text : texts.ratios)
    if (failed(readRatio(text, options.selection)))
      return failure();
  if (failed(readParts(texts, options.selection)))
    return failure();
  for (auto [number, group] : llvm::enumerate(groups.getGroups()))
    if (heads && !group.inHeads)
      options.selection.ownRatios[number] = 0;
  return success();
}

/// The value that `name` is the text of, one of `all`.
template <typename T>
static LogicalResult assign(const ChannelOptionReader &reader,
                            std::optional<T> value, StringRef option,
                            StringRef text, StringRef all, T &result) {
  if (!value)
    return reader.expects()
           << option << " to be one of " << all << " but got '" << text << "'";
  result = *value;
  return success();
}

LogicalResult
ChannelOptionReader::readNames(const ChannelOptionTexts &texts,
                               ChannelPruningOptions &options) const {
  options.criterion = findChannelCriterion(texts.criterion);
  if (!options.criterion)
    return expects() << "criterion to be one of "
                     << listNames(getChannelCriteria()) << " but got '"
                     << texts.criterion << "'";
  if (failed(assign(*this, parseGroupReduction(texts.reduction), "reduction",
                    texts.reduction, "sum, mean, max, product, first",
                    options.reduction)))
    return failure();
  if (failed(assign(*this, parseSelectionScope(texts.scope), "scope",
                    texts.scope, listSelectionScopes(),
                    options.selection.scope)))
    return failure();
  return assign(*this, parseNormalizer(texts.normalizer), "normalize",
                texts.normalizer, listNormalizers(),
                options.selection.normalizer);
}

LogicalResult
ChannelOptionReader::readNumbers(const ChannelOptionTexts &texts,
                                 SelectionOptions &selection) const {
  if (texts.roundTo < 1)
    return expects() << "round-to to be at least 1 but got " << texts.roundTo;
  selection.roundTo = texts.roundTo;
  return std::isnan(texts.ratio) ? success() : checkRatio(texts.ratio, "ratio");
}

LogicalResult ChannelOptionReader::checkRatio(double value,
                                              const Twine &name) const {
  if (value >= 0 && value <= 1)
    return success();
  return expects() << name << " between 0 and 1 but got "
                   << std::to_string(value);
}

//===----------------------------------------------------------------------===//
// Groups by name
//===----------------------------------------------------------------------===//

FailureOr<ChannelOptionReader::Groups>
ChannelOptionReader::findPart(StringRef name) const {
  auto part = groups.findAll(name);
  if (!part)
    return emitError(groups.getModule().getLoc(), pass)
           << ": " << llvm::toString(part.takeError());
  if (!heads)
    return *part;
  llvm::erase_if(*part,
                 [](const ChannelGroup *group) { return !group->inHeads; });
  if (part->empty())
    return expects() << "a layer with heads but " << quote(name) << " has none";
  return *part;
}

FailureOr<const ChannelGroup *>
ChannelOptionReader::findGroup(StringRef name) const {
  FailureOr<Groups> part = findPart(name);
  if (failed(part))
    return failure();
  if (part->size() == 1)
    return part->front();
  // Which one is meant, or the error that lists them.
  llvm::Expected<const ChannelGroup *> group = groups.find(name);
  if (!group)
    return emitError(groups.getModule().getLoc(), pass)
           << ": " << llvm::toString(group.takeError());
  return *group;
}

LogicalResult
ChannelOptionReader::readRatio(StringRef text,
                               SelectionOptions &selection) const {
  auto [name, number] = text.rsplit(':');
  double value;
  if (name.empty() || number.getAsDouble(value))
    return expects() << "groups to be NAME:RATIO but got " << quote(text);
  FailureOr<const ChannelGroup *> group = findGroup(name);
  if (failed(group) || failed(checkRatio(value, "the ratio of " + quote(name))))
    return failure();
  if (value > 0 && !(*group)->frozen.empty())
    return expects() << "a group that may be pruned but " << quote(name)
                     << " is frozen: " << (*group)->frozen;
  if (!selection.ownRatios.try_emplace(getNumber(*group), value).second)
    return expects() << "one ratio for a group but got two for "
                     << quote((*group)->name);
  return success();
}

/// What stays has the ratio 0, whatever else is said of it.
LogicalResult
ChannelOptionReader::readParts(const ChannelOptionTexts &texts,
                               SelectionOptions &selection) const {
  DenseSet<const ChannelGroup *> chosen;
  for (StringRef name : texts.onlyParts) {
    FailureOr<Groups> part = findPart(name);
    if (failed(part))
      return failure();
    chosen.insert(part->begin(), part->end());
  }
  for (const ChannelGroup &group : groups.getGroups())
    if (!texts.onlyParts.empty() && !chosen.contains(&group))
      selection.ownRatios[getNumber(&group)] = 0;
  for (StringRef name : texts.protectedParts) {
    FailureOr<Groups> part = findPart(name);
    if (failed(part))
      return failure();
    for (const ChannelGroup *group : *part)
      selection.ownRatios[getNumber(group)] = 0;
  }
  return success();
}

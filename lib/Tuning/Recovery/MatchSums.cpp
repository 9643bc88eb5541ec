//===- MatchSums.cpp - The same layer in two models -----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MatchSums.h"

#include "gnn-opt/Analysis/OriginalChannels.h"
#include "gnn-opt/Dialect/GNN/Parameters.h"

#include "llvm/ADT/StringExtras.h"

#include <map>

using namespace mlir;
using namespace mlir::gnn;
using ml_program::GlobalOp;

static std::string getName(const LinearSum &sum) {
  return llvm::join(
      llvm::map_range(sum.terms,
                      [](LinearTerm term) { return term.weight.getSymName(); }),
      ", ");
}

/// The maps of a term that move values between rows, by what they are. Those
/// that only add something come and go with folded biases.
static SmallVector<OperationName> getMaps(const LinearTerm &term) {
  SmallVector<OperationName> maps;
  for (OpOperand *map : term.rows)
    if (!cast<RowLinearOpInterface>(map->getOwner()).getRowVector())
      maps.push_back(map->getOwner()->getName());
  return maps;
}

static bool isSame(const LinearTerm &a, const LinearTerm &b) {
  return GlobalOp(a.weight).getSymName() == GlobalOp(b.weight).getSymName() &&
         getMaps(a) == getMaps(b);
}

static bool isSame(const LinearSum &a, const LinearSum &b) {
  return a.terms.size() == b.terms.size() &&
         llvm::all_of(llvm::zip(a.terms, b.terms), [](auto pair) {
           return isSame(std::get<0>(pair), std::get<1>(pair));
         });
}

/// For each row of `weight` its row in the reference's: the one with the same
/// original index.
static LogicalResult matchChannels(GlobalOp weight, GlobalOp reference,
                                   SmallVectorImpl<int64_t> &channels) {
  FailureOr<OriginalChannels> own = OriginalChannels::read(weight);
  FailureOr<OriginalChannels> other = OriginalChannels::read(reference);
  if (failed(own) || failed(other))
    return failure();
  // Any number may be written in the attribute, also those that DenseMap keeps.
  std::map<int64_t, int64_t> rowOfOriginal;
  for (int64_t row : llvm::seq(getParameterType(reference).getDimSize(0)))
    rowOfOriginal[other->get(0, row)] = row;
  for (int64_t row : llvm::seq(getParameterType(weight).getDimSize(0))) {
    auto found = rowOfOriginal.find(own->get(0, row));
    if (found == rowOfOriginal.end())
      return weight.emitError("parameter '")
             << weight.getSymName()
             << "' expects a reference with its original channel "
             << own->get(0, row) << " but got one without";
    channels.push_back(found->second);
  }
  return success();
}

FailureOr<std::vector<MatchedSum>> gnn::matchSums(ModuleOp model,
                                                  ModuleOp reference) {
  std::vector<LinearSum> known = findLinearSums(ChannelGroups(reference));
  std::vector<MatchedSum> matched;
  for (LinearSum &sum : findLinearSums(ChannelGroups(model))) {
    MatchedSum match{sum, getName(sum), {}, {}};
    auto found = llvm::find_if(
        known, [&](const LinearSum &each) { return isSame(each, sum); });
    if (found != known.end()) {
      match.reference = found->value;
      if (failed(matchChannels(sum.terms[0].weight, found->terms[0].weight,
                               match.channels)))
        return failure();
      // A layer that is used twice has two sums, in the same order.
      known.erase(found);
    }
    matched.push_back(std::move(match));
  }
  return matched;
}

//===- PrintText.cpp - Answers as text ------------------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Print.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"

using namespace mlir::gnn;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

/// Names come from files, and must not steer the terminal.
static std::string escape(StringRef text) {
  std::string escaped;
  llvm::raw_string_ostream os(escaped);
  llvm::printEscapedString(text, os);
  return escaped;
}

/// `conv1:12`.
static std::string nameOf(const Account &account, OriginalChannel channel) {
  return escape(account.getOriginal().groups[channel.group].name) + ":" +
         std::to_string(channel.number);
}

/// `12`, or `[1, 5, 9]` for several.
static std::string join(llvm::ArrayRef<int64_t> indices) {
  std::string text = llvm::join(
      llvm::map_range(indices,
                      [](int64_t index) { return std::to_string(index); }),
      ", ");
  return indices.size() == 1 ? text : "[" + text + "]";
}

/// `conv1.lin.weight[12, :]`.
static std::string format(const Account &account, const Slice &slice) {
  const OriginalParameter *parameter =
      account.getOriginal().findParameter(slice.parameter);
  std::vector<std::string> places(parameter->shape.size(), ":");
  places[slice.dim] = join(slice.indices);
  return escape(slice.parameter) + "[" + llvm::join(places, ", ") + "]";
}

/// ` by gnn-prune-channels, criterion l2, score 0.25`.
static std::string format(const Deed &deed) {
  std::string text =
      " by " + escape(deed.pass) + ", criterion " + escape(deed.criterion);
  llvm::raw_string_ostream os(text);
  if (deed.score)
    os << llvm::format(", score %.6g", *deed.score);
  if (!deed.proof.empty() && deed.proof != "proved")
    os << ", " << escape(deed.proof);
  return text;
}

//===----------------------------------------------------------------------===//
// Channels
//===----------------------------------------------------------------------===//

static void printKept(const Account &account, const ChannelFate &fate,
                      llvm::raw_ostream &os) {
  os << nameOf(account, fate.channel) << " is kept\n";
  for (const Slice &was : fate.was) {
    auto now = llvm::find_if(fate.now, [&](const Slice &each) {
      return each.parameter == was.parameter && each.dim == was.dim;
    });
    os << "  " << format(account, was);
    if (now != fate.now.end())
      os << " is now " << format(account, *now) << "\n";
    else if (const RemovedLayer *layer = account.findLayer(was.parameter))
      os << " went with the layer " << escape(layer->layer) << "\n";
    else
      os << " is gone\n";
  }
}

static void printGone(const Account &account, const ChannelFate &fate,
                      llvm::raw_ostream &os) {
  os << nameOf(account, fate.channel);
  if (!fate.deed) {
    os << " is gone, and no pass recorded it: one without a ledger rewrote its "
          "parameters\n";
    return;
  }
  os << " was " << (fate.fate == "proved" ? "proved dead" : escape(fate.fate));
  if (fate.survivor)
    os << " into " << nameOf(account, *fate.survivor);
  if (fate.layer)
    os << " with the layer " << escape(fate.layer->layer);
  os << format(*fate.deed) << "\n";
  for (const Slice &slice : fate.was)
    os << "  it was " << format(account, slice) << "\n";
}

void mlir::gnn::printText(const Account &account, const ChannelAnswer &answer,
                          llvm::raw_ostream &os) {
  for (const ChannelFate &fate : answer)
    (fate.fate == "kept" ? printKept : printGone)(account, fate, os);
}

//===----------------------------------------------------------------------===//
// Weights
//===----------------------------------------------------------------------===//

static std::string format(StringRef parameter, llvm::ArrayRef<int64_t> index) {
  return escape(parameter) + "[" +
         llvm::join(
             llvm::map_range(index,
                             [](int64_t each) { return std::to_string(each); }),
             ", ") +
         "]";
}

void mlir::gnn::printText(const Account &account, const WeightAnswer &answer,
                          llvm::raw_ostream &os) {
  std::string name = format(answer.parameter, answer.index);
  for (const RemovedWeights *zeroed : answer.zeroed) {
    os << name << " was made zero" << format(zeroed->deed);
    if (!zeroed->pattern.empty())
      os << ", pattern " << escape(zeroed->pattern);
    if (zeroed->threshold)
      os << llvm::format(", threshold %.6g", *zeroed->threshold);
    os << "\n";
  }
  if (answer.now)
    os << name << " is now " << format(answer.parameter, *answer.now) << "\n";
  else if (answer.layer)
    os << name << " went with the layer " << escape(answer.layer->layer)
       << format(answer.layer->deed) << "\n";
  else if (answer.wentWith.empty())
    os << name << " is gone, and no pass recorded it\n";
  for (const ChannelAnswer &channel : answer.wentWith) {
    os << name << " went with " << nameOf(account, channel.front().channel)
       << "\n";
    printText(account, channel, os);
  }
}

void mlir::gnn::printText(const Account &account, const NowAnswer &answer,
                          llvm::raw_ostream &os) {
  std::vector<std::string> now(answer.dims.size(), ":"), was = now;
  for (auto [dim, place] : llvm::enumerate(answer.dims)) {
    if (!place)
      continue;
    now[dim] = std::to_string(place->now);
    was[dim] = std::to_string(place->was);
  }
  std::string name = escape(answer.parameter);
  os << name << "[" << llvm::join(now, ", ") << "] was " << name << "["
     << llvm::join(was, ", ") << "]\n";
  for (auto [dim, place] : llvm::enumerate(answer.dims)) {
    if (!place || !place->channel)
      continue;
    os << "  index " << place->was << " of dimension " << dim << " is "
       << nameOf(account, *place->channel) << "\n";
    for (OriginalChannel merged : place->merged)
      os << "  " << nameOf(account, merged) << " was merged into it\n";
  }
}

//===----------------------------------------------------------------------===//
// The table
//===----------------------------------------------------------------------===//

namespace {
/// Lines of cells: the first column to the left, the others to the right. What
/// a line has beyond the columns of the first one is text.
class Table {
public:
  void add(std::vector<std::string> cells) {
    if (lines.empty())
      widths.resize(cells.size());
    for (auto [width, cell] : llvm::zip(widths, cells))
      width = std::max(width, cell.size());
    lines.push_back(std::move(cells));
  }

  void print(llvm::raw_ostream &os) const {
    for (const std::vector<std::string> &cells : lines) {
      os << llvm::left_justify(cells.front(), widths.front());
      for (auto [width, cell] : llvm::drop_begin(llvm::zip(widths, cells)))
        os << "  " << llvm::right_justify(cell, width);
      for (const std::string &text :
           llvm::ArrayRef(cells).drop_front(widths.size()))
        os << "  " << text;
      os << "\n";
    }
  }

private:
  std::vector<std::vector<std::string>> lines;
  std::vector<size_t> widths;
};
} // namespace

/// `3  3  0  0  0  kept whole: argument of @forward`.
static std::vector<std::string> cellsOf(const GroupSummary &line) {
  std::vector<std::string> cells = {escape(line.group->name),
                                    std::to_string(line.group->size)};
  for (const auto &[fate, count] : line.counts)
    cells.push_back(std::to_string(count));
  bool isWhole = line.counts.lookup("kept") == line.group->size;
  if (isWhole && !line.group->frozen.empty())
    cells.push_back("kept whole: " + escape(line.group->frozen));
  return cells;
}

void mlir::gnn::printText(const Account &,
                          const std::vector<GroupSummary> &summaries,
                          llvm::raw_ostream &os) {
  if (summaries.empty()) {
    os << "no parameter has channels\n";
    return;
  }
  Table table;
  std::vector<std::string> title = {"group", "original"};
  for (const auto &[fate, count] : summaries.front().counts)
    title.push_back(escape(fate));
  table.add(std::move(title));
  for (const GroupSummary &line : summaries)
    table.add(cellsOf(line));
  table.print(os);
}

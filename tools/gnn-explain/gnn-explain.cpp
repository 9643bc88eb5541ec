//===- gnn-explain.cpp - What became of channels and weights --------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Options.h"
#include "Print.h"

#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/WithColor.h"

using namespace mlir;

template <typename Answer>
static llvm::Error print(const gnn::Account &account,
                         llvm::Expected<Answer> answer, bool asJSON) {
  if (!answer)
    return answer.takeError();
  if (asJSON)
    llvm::outs() << llvm::json::Value(gnn::toJSON(account, *answer)) << "\n";
  else
    gnn::printText(account, *answer, llvm::outs());
  return llvm::Error::success();
}

static llvm::Error answer(const gnn::ExplainOptions &options) {
  llvm::Expected<gnn::Account> account = gnn::Account::open(options.ledger);
  if (!account)
    return account.takeError();
  if (options.channel)
    return print(*account, gnn::explainChannel(*account, *options.channel),
                 options.json);
  if (options.weight)
    return print(*account, gnn::explainWeight(*account, *options.weight),
                 options.json);
  if (options.now)
    return print(*account, gnn::explainNow(*account, *options.now),
                 options.json);
  return print<std::vector<gnn::GroupSummary>>(
      *account, gnn::summarize(*account), options.json);
}

int main(int argc, char **argv) {
  llvm::InitLLVM initialize(argc, argv);
  if (llvm::Error error = answer(gnn::parseExplainOptions(argc, argv))) {
    llvm::WithColor::error(llvm::errs(), "gnn-explain")
        << llvm::toString(std::move(error)) << "\n";
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}

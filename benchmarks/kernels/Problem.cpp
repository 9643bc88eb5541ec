//===- Problem.cpp - Something to compute, in several ways ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Problem.h"
#include "machine/HardwareRates.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::bench;

llvm::Error Problem::compile(const std::string &text,
                             const WeightPattern &pattern) {
  auto compiled = CompiledOp::create(text, pattern);
  if (!compiled)
    return compiled.takeError();
  op = std::move(*compiled);
  return llvm::Error::success();
}

Problem::Run Problem::runCompiled(CompiledOp &compiled) {
  return [this, &compiled](unsigned threads) {
    return compiled.call(buffers, threads);
  };
}

void Problem::addCompiled() {
  variants.push_back({"gnn-opt", [this] { return runCompiled(getOp()); },
                      [this] { return getOp().getFunction(); }});
}

void Problem::setResultSize(int64_t rows, int64_t columns) {
  result.assign(rows * columns, 0);
  buffers.push_back(Buffer::rows(result.data(), rows, columns, columns));
}

void Problem::addPeer(StringRef peer, std::function<peers::PeerPtr()> make) {
  auto makeRun = [make]() -> llvm::Expected<Run> {
    std::shared_ptr<peers::Peer> made = make();
    if (!made)
      return Run();
    return [made](unsigned threads) {
      peers::setThreads(threads);
      made->run();
      return llvm::Error::success();
    };
  };
  variants.push_back({peer.str(), makeRun});
}

void Problem::addPeak(int64_t multiplyAdds) {
  Variant peak{"peak", [multiplyAdds]() -> llvm::Expected<Run> {
                 return [multiplyAdds](unsigned threads) {
                   doMultiplyAdds(multiplyAdds, threads);
                   return llvm::Error::success();
                 };
               }};
  peak.isYardstick = true;
  variants.push_back(std::move(peak));
}

//===- Problem.h - Something to compute, in several ways --------*- C++ -*-===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef GNN_OPT_BENCHMARKS_KERNELS_PROBLEM_H
#define GNN_OPT_BENCHMARKS_KERNELS_PROBLEM_H

#include "CompiledOp.h"
#include "gnn-opt/Dialect/GNN/Interfaces.h"
#include "gnn-opt/Support/CacheAligned.h"
#include "peers/Peers.h"

#include <functional>

namespace mlir::gnn::bench {

/// A computation on data, and the variants that compute it: our compiled op
/// first, then its peers. All write the same result, except for what is timed
/// beside them as a yardstick.
class Problem {
public:
  using Run = std::function<llvm::Error(unsigned threads)>;
  struct Variant {
    std::string name;
    /// Called after prepare(), once; a null Run where the variant is missing.
    std::function<llvm::Expected<Run>()> make;
    /// What `make` compiled, where it is ours: its time is predicted.
    std::function<func::FuncOp()> getFunction = nullptr;
    bool isYardstick = false;
  };

  explicit Problem(std::string name) : name(std::move(name)) {}
  virtual ~Problem() = default;

  /// Makes the data and compiles the op.
  virtual llvm::Error prepare() = 0;
  /// The arguments of the compiled op, for the interpreter.
  virtual SmallVector<InterpreterValue> getArguments() const = 0;
  virtual Workload getWorkload() const = 0;
  /// The graph whose rows are gathered, or null.
  virtual const Graph *getGraph() const { return nullptr; }

  const std::string &getName() const { return name; }
  ArrayRef<Variant> getVariants() const { return variants; }
  CompiledOp &getOp() { return *op; }
  /// What the last run left.
  ArrayRef<float> getResult() const { return result; }
  void clearResult() { llvm::fill(result, NAN); }

protected:
  llvm::Error compile(const std::string &text,
                      const WeightPattern &pattern = {});
  /// The variant `gnn-opt`: the op as it is compiled.
  void addCompiled();
  void addPeer(StringRef peer, std::function<peers::PeerPtr()> make);
  /// The variant `peak`: so many multiply-adds that never leave the registers.
  void addPeak(int64_t multiplyAdds);
  /// Rows of the result, which getBuffers() has last.
  void setResultSize(int64_t rows, int64_t columns);
  /// The compiled op on `buffers`.
  Run runCompiled(CompiledOp &compiled);

  std::vector<Variant> variants;
  std::vector<Buffer> buffers;
  CacheAlignedVector<float> result;

private:
  std::string name;
  std::unique_ptr<CompiledOp> op;
};

using ProblemPtr = std::unique_ptr<Problem>;

/// How large problems are: as in the results, a few of them for a quick look,
/// so small that the interpreter can check them, or many of different shapes.
enum class Scale { Full, Quick, Tiny, Grid };

void addAggregateProblems(std::vector<ProblemPtr> &problems, Scale scale);
void addAttentionProblems(std::vector<ProblemPtr> &problems, Scale scale);
void addDenseProblems(std::vector<ProblemPtr> &problems, Scale scale);
void addSparseWeightProblems(std::vector<ProblemPtr> &problems, Scale scale);
void addSparseFeatureProblems(std::vector<ProblemPtr> &problems, Scale scale);
/// Products beside aggregates, in both orders and as they are compiled.
void addCompositionProblems(std::vector<ProblemPtr> &problems, Scale scale);

} // namespace mlir::gnn::bench

#endif // GNN_OPT_BENCHMARKS_KERNELS_PROBLEM_H

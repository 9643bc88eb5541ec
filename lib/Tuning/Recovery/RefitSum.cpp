//===- RefitSum.cpp - One layer by least squares --------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is fitted is the change of the parameters, to the error D = Z0 - Z that
// they have to make up for. So it does not matter what else Z is the sum of.
//
//===----------------------------------------------------------------------===//

#include "RefitSum.h"

#include "Unknowns.h"

#include <cmath>

using namespace mlir;
using namespace mlir::gnn;

/// Below this relative error a sum is what it was: rounding to f32 makes more.
static constexpr double negligibleError = 1e-9;

/// Rows that are held densely at a time.
static constexpr int64_t rowsPerBlock = 1024;

//===----------------------------------------------------------------------===//
// Normal equations
//===----------------------------------------------------------------------===//

/// Rows `begin` to `begin + count` of features, dense or sparse.
static ColumnMatrix getRows(const InterpreterValue &value, int64_t begin,
                            int64_t count) {
  if (value.is<SparseMatrix>())
    return ColumnMatrix(value.sparse().middleRows(begin, count));
  return value.matrix().middleRows(begin, count);
}

static NormalEquations accumulate(ArrayRef<InterpreterValue> features,
                                  int64_t numFeatures, const Matrix &targets,
                                  const Vector &weights) {
  NormalEquations equations(numFeatures, targets.cols());
  for (int64_t begin = 0; begin < targets.rows(); begin += rowsPerBlock) {
    int64_t count = std::min(rowsPerBlock, targets.rows() - begin);
    ColumnMatrix block(count, numFeatures);
    int64_t offset = 0;
    for (const InterpreterValue &each : features) {
      ColumnMatrix part = getRows(each, begin, count);
      block.middleCols(offset, part.cols()) = part;
      offset += part.cols();
    }
    equations.add(block, targets.middleRows(begin, count),
                  weights.segment(begin, count));
  }
  return equations;
}

/// l: for weights in the unit of their features' squares; for a bias, whose
/// size says nothing of theirs, of its own. A bias that no row that counts has,
/// stays.
static Vector makeRidge(const NormalEquations &equations, int64_t numWeights,
                        double ridge) {
  Vector l = equations.gram.diagonal();
  double mean = numWeights ? l.head(numWeights).mean() : 0;
  l.head(numWeights).setConstant(ridge * (mean > 0 ? mean : 1));
  for (double &each : l.tail(l.size() - numWeights))
    each = each > 0 ? ridge * each : 1;
  return l;
}

//===----------------------------------------------------------------------===//
// One sum
//===----------------------------------------------------------------------===//

namespace {
class SumRefit {
public:
  SumRefit(RecoverySession &session, const MatchedSum &match)
      : session(session), probe(session.getProbe()), match(match),
        op(match.sum.value.getDefiningOp()) {}

  LogicalResult run(const Matrix &reference);

private:
  LogicalResult fit(Unknowns &unknowns, const Vector &weights);

  InFlightDiagnostic error() {
    return op->emitError("layer '") << match.name << "' expects ";
  }

  void report(double before, double after) {
    session.addLayer({match.name, before, after});
    remark::passed(op->getLoc(), recoveryRemark())
        << remark::add("{0} refitted", match.name)
        << remark::metric("before", before) << remark::metric("after", after);
  }

  LogicalResult leave(const Twine &reason) {
    remark::missed(op->getLoc(), recoveryRemark())
        << remark::reason("{0} stays: {1}", match.name, reason.str());
    return success();
  }

  double getRelativeError(double squaredNorm) const {
    return squaredNorm == 0 ? 0 : std::sqrt(squaredNorm / referenceNorm);
  }

  RecoverySession &session;
  ModelProbe &probe;
  const MatchedSum &match;
  Operation *op;
  /// D = Z0 - Z, and |Z0|^2.
  Matrix difference;
  double referenceNorm = 0;
};
} // namespace

LogicalResult SumRefit::fit(Unknowns &unknowns, const Vector &weights) {
  auto features = probe.evaluate(unknowns.buildFeatures(probe));
  if (failed(features) || failed(unknowns.readValues()))
    return failure();
  NormalEquations equations =
      accumulate(*features, unknowns.getNumFeatures(), difference, weights);
  if (!equations.gram.allFinite())
    return error() << "finite features but got others";
  const RecoveryOptions &options = session.getOptions();
  // One bias is the mean, and never drawn to what it was.
  bool isMean = options.method == RecoveryMethod::bias;
  Vector ridge = makeRidge(equations, unknowns.getNumWeights(),
                           isMean ? 0 : options.ridge);
  // Of the change, which is drawn to none.
  ColumnMatrix prior =
      ColumnMatrix::Zero(equations.getNumFeatures(), equations.getNumTargets());
  auto change = solve(equations, ridge, prior,
                      unknowns.findSupport(equations.getNumTargets()));
  if (auto *singular = std::get_if<Singular>(&change))
    return error() << "a Gram matrix of full rank " << singular->size
                   << " but got one of rank " << singular->rank
                   << "; give a larger ridge";
  const ColumnMatrix &solution = std::get<ColumnMatrix>(change);
  unknowns.apply(session, solution);
  report(getRelativeError(equations.targetNorm),
         getRelativeError(getSquaredError(equations, solution)));
  return success();
}

LogicalResult SumRefit::run(const Matrix &reference) {
  auto now = probe.evaluate({match.sum.value});
  if (failed(now))
    return failure();
  const Matrix &z = now->front().matrix();
  if (z.rows() != reference.rows())
    return leave("the reference's has other rows");
  const Vector *weights = session.findWeights(z.rows());
  if (!weights)
    return leave("its rows are neither nodes nor graphs");
  difference = reference - z;
  if (!difference.allFinite())
    return error() << "finite values but got others";
  referenceNorm = weights->dot(reference.rowwise().squaredNorm());
  double squaredError = weights->dot(difference.rowwise().squaredNorm());
  if (squaredError <= negligibleError * negligibleError * referenceNorm) {
    remark::analysis(op->getLoc(), recoveryRemark())
        << remark::add("{0} computes what it did before", match.name);
    return success();
  }
  Unknowns unknowns(match.sum, session.getOptions().method);
  if (unknowns.empty())
    return leave("no parameter is its own");
  if (unknowns.getNumFeatures() > session.getOptions().maxFeatures)
    return leave(Twine(unknowns.getNumFeatures()) + " features are more than " +
                 Twine(session.getOptions().maxFeatures));
  return fit(unknowns, *weights);
}

LogicalResult gnn::refitSum(RecoverySession &session, const MatchedSum &match,
                            const Matrix &reference) {
  return SumRefit(session, match).run(reference);
}

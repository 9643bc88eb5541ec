//===- ObjectFixture.cpp - Object code called from C ----------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ObjectFixture.h"

#include "gnn-opt/Dialect/GNN/GNN.h"
#include "gnn-opt/Execution/ObjectEmitter.h"
#include "gnn-opt/Pipelines/ModelPipeline.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/FileSystem.h"

using namespace mlir;
using namespace mlir::gnn;
using namespace mlir::gnn::test;

static constexpr Body bodies[] = {
    {"GCN",
     "%y = gnn.gcn_conv %g, %x, %w bias %b : (!gnn.graph, !x, !w, !b) -> !x"},
    {"SAGEMean", "%y = gnn.sage_conv mean %g, %x, %w bias %b root %w "
                 "{normalize = true} : (!gnn.graph, !x, !w, !b, !w) -> !x"},
    {"SAGEMax", "%y = gnn.sage_conv max %g, %x, %w bias %b : (!gnn.graph, !x, "
                "!w, !b) -> !x"},
    {"GAT", "%y = gnn.gat_conv %g, %x, %w, %a, %a bias %b : (!gnn.graph, !x, "
            "!w, !a, !a, !b) -> !x"},
    {"GIN", R"mlir(
      %s = gnn.gin_conv %g, %x, %e : (!gnn.graph, !x, tensor<1xf32>) -> !x
      %z = gnn.linear %s, %w bias %b : (!x, !w, !b) -> !x
      %y = gnn.leaky_relu %z : !x)mlir"},
    {"Norms", R"mlir(
      %n = gnn.normalize_features %x : !x
      %z = gnn.layer_norm graph %n affine %b, %b : (!x, !b, !b) -> !x
      %y = gnn.log_softmax %z : !x)mlir"},
    {"TwoLayers", R"mlir(
      %z = gnn.gcn_conv %g, %x, %w bias %b : (!gnn.graph, !x, !w, !b) -> !x
      %r = gnn.relu %z : !x
      %y = gnn.gat_conv %g, %r, %w, %a, %a : (!gnn.graph, !x, !w, !a, !a) -> !x)mlir"}};

llvm::ArrayRef<Body> test::getBodies() { return bodies; }

static std::string makeModel(const Body &body, int64_t channels) {
  std::string text = R"mlir(
!x = tensor<?x$Cxf32>
!w = tensor<$Cx$Cxf32>
!b = tensor<$Cxf32>
!a = tensor<1x1x$Cxf32>
module @m {
  ml_program.global private @w(#ml_program.extern : !w) : !w
  ml_program.global private @b(#ml_program.extern : !b) : !b
  ml_program.global private @a(#ml_program.extern : !a) : !a
  ml_program.global private @e(#ml_program.extern : tensor<1xf32>) : tensor<1xf32>
  func.func @forward(%g: !gnn.graph, %x: !x) -> !x {
    %w = ml_program.global_load_const @w : !w
    %b = ml_program.global_load_const @b : !b
    %a = ml_program.global_load_const @a : !a
    %e = ml_program.global_load_const @e : tensor<1xf32>
    )mlir" + std::string(body.text) +
                     R"mlir(
    return %y : !x
  }
})mlir";
  return withChannels(std::move(text), channels);
}

static DialectRegistry makeRegistry() {
  DialectRegistry registry = makeInterpreterRegistry();
  registry.insert<LLVM::LLVMDialect>();
  return registry;
}

ObjectTest::ObjectTest() : context(makeRegistry()) {}

ObjectTest::~ObjectTest() { llvm::sys::fs::remove(path); }

void ObjectTest::SetUp() {
  module = parseSourceString<ModuleOp>(
      makeModel(std::get<Body>(GetParam()), width), &context);
  ASSERT_TRUE(module);
  for (ml_program::GlobalOp parameter : getParameters(*module))
    fill(parameter);
  ASSERT_FALSE(llvm::sys::fs::createTemporaryFile("gnn-test", "so", path));
  compile();
  library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  ASSERT_TRUE(library) << dlerror();
  forward = find<Forward>("m_forward");
  ASSERT_TRUE(forward);
}

void ObjectTest::fill(ml_program::GlobalOp parameter) {
  RankedTensorType type = getParameterType(parameter);
  std::vector<float> values(type.getNumElements());
  std::normal_distribution<float> normal(
      0, 1 / std::sqrt(float(type.getShape().back())));
  for (float &value : values)
    value = normal(generator);
  setParameterValues(parameter, type, values);
}

void ObjectTest::compile() {
  CPUTarget target = llvm::cantFail(getCPUTarget(getTargetName()));
  CPUPipelineOptions options;
  options.vectorWidth = target.vectorWidth;
  for (const std::string &version : target.versions)
    options.cpuVersions.push_back(version);
  OwningOpRef<ModuleOp> lowered = module->clone();
  PassManager passes(&context);
  buildModelToObjectPipeline(passes, options);
  ASSERT_TRUE(succeeded(passes.run(*lowered)));
  llvm::Error error = emitModule(*lowered, target, EmitKind::Shared, path);
  ASSERT_FALSE(bool(error)) << llvm::toString(std::move(error));
}

/// Rows lie further apart than they are long; what is between stays as it
/// was.
std::vector<float> ObjectTest::call(const Graph &graph,
                                    const std::vector<float> &x, int threads) {
  find<void (*)(int)>("omp_set_num_threads")(threads);
  int64_t nodes = graph.getNumNodes();
  std::vector<float> out(nodes * (width + 3), untouched);
  EXPECT_EQ(forward(nodes, graph.getNumEdges(), graph.rowPtr.data(),
                    graph.colIdx.data(), x.data(), width, out.data(),
                    width + 3),
            0);
  return out;
}

/// Prepares once and runs twice; empty where there is nothing to prepare.
std::vector<float> ObjectTest::callPrepared(const Graph &graph,
                                            const std::vector<float> &x) {
  auto bytes = find<PreparedBytes>("m_forward_prepared_bytes");
  if (!bytes)
    return {};
  int64_t nodes = graph.getNumNodes(), edges = graph.getNumEdges();
  std::vector<char> memory(bytes(nodes, edges));
  EXPECT_EQ(
      find<Prepare>("m_forward_prepare")(nodes, edges, graph.rowPtr.data(),
                                         graph.colIdx.data(), memory.data()),
      0);
  std::vector<float> out(nodes * (width + 3), untouched);
  for (int i = 0; i < 2; ++i)
    EXPECT_EQ(find<RunPrepared>("m_forward_run")(
                  nodes, edges, graph.rowPtr.data(), graph.colIdx.data(),
                  x.data(), width, memory.data(), out.data(), width + 3),
              0);
  return out;
}

void ObjectTest::expectNear(const std::vector<float> &out,
                            const Matrix &expected) {
  double largest = expected.size() ? expected.cwiseAbs().maxCoeff() : 0;
  for (int64_t row = 0; row < expected.rows(); ++row)
    for (int64_t column = 0; column < width + 3; ++column) {
      float got = out[row * (width + 3) + column];
      if (column < width)
        ASSERT_NEAR(got, expected(row, column), 1e-5 * largest);
      else
        ASSERT_EQ(got, untouched);
    }
}

void ObjectTest::expectTheInterpreterOn(const Graph &graph) {
  std::normal_distribution<float> normal;
  int64_t nodes = graph.getNumNodes();
  std::vector<float> x(nodes * width);
  for (float &value : x)
    value = normal(generator);
  Matrix features(nodes, width);
  std::copy(x.begin(), x.end(), features.data());

  auto expected = Interpreter().call(
      module->lookupSymbol<func::FuncOp>("forward"), {graph, features});
  ASSERT_TRUE(succeeded(expected));
  std::vector<float> one = call(graph, x, 1), two = call(graph, x, 2);
  expectNear(one, expected->front().matrix());
  EXPECT_EQ(one, two) << "1 and 2 threads differ";
  if (std::vector<float> prepared = callPrepared(graph, x); !prepared.empty())
    EXPECT_EQ(prepared, one);
}

void ObjectTest::expectTheInterpreter() {
  for (const NamedGraph &named : makeGraphs()) {
    SCOPED_TRACE(named.name);
    expectTheInterpreterOn(named.graph);
  }
}

std::string
test::getCaseName(const testing::TestParamInfo<ObjectTest::ParamType> &info) {
  return std::string(std::get<Body>(info.param).name) +
         std::to_string(std::get<int64_t>(info.param));
}

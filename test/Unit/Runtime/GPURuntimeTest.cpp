//===- GPURuntimeTest.cpp - The runtime against a driver without a device -===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Runtime/GPURuntime.h"
#include "gnn-opt/Execution/GPUEmulator/EmulatedDriver.h"

#include "gtest/gtest.h"

#include <thread>

using namespace mlir::gnn::emulator;

namespace {
/// out[i] = in[i] + 1 for i below n; `boom` writes where nothing is.
constexpr char kernels[] = R"(
target triple = "nvptx64-nvidia-cuda"
declare i32 @llvm.nvvm.read.ptx.sreg.tid.x()
declare i32 @llvm.nvvm.read.ptx.sreg.ctaid.x()
define ptx_kernel void @increment(ptr %in, ptr %out, i64 %n) {
  %tid = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
  %block = call i32 @llvm.nvvm.read.ptx.sreg.ctaid.x()
  %first = mul i32 %block, 32
  %number = add i32 %first, %tid
  %i = zext i32 %number to i64
  %inside = icmp slt i64 %i, %n
  br i1 %inside, label %then, label %end
then:
  %from = getelementptr float, ptr %in, i64 %i
  %to = getelementptr float, ptr %out, i64 %i
  %v = load float, ptr %from, align 4
  %w = fadd float %v, 1.0
  store float %w, ptr %to, align 4
  br label %end
end:
  ret void
}
define ptx_kernel void @boom(ptr %in, ptr %out, i64 %n) {
  store float 1.0, ptr null, align 4
  ret void
}
)";

class GPURuntimeTest : public ::testing::Test {
protected:
  static constexpr int64_t size = 100;
  /// What a compiled model is to the device.
  struct Model {
    const char *kernel = "increment";
    int64_t scratch = 0;
  };

  void SetUp() override { begin({}); }
  void TearDown() override {
    gnn_gpu_release();
    EXPECT_TRUE(getLiveObjects().none());
    gnn_gpu_use_driver(nullptr);
  }

  void begin(const EmulatedDriverOptions &options) {
    gnn_gpu_release();
    configureEmulatedDriver(options);
    gnn_gpu_use_driver(lookupEmulatedDriver);
  }

  /// The status of one run; results in `out`.
  int32_t run(const Model &model, std::vector<float> &out) {
    std::vector<float> in(size);
    for (int64_t i = 0; i < size; ++i)
      in[i] = i;
    out.assign(size, -1);
    int64_t bytes = size * sizeof(float), n = size;
    gnn_gpu_session *session = gnn_gpu_begin();
    void *from = gnn_gpu_alloc(session, bytes);
    void *to = gnn_gpu_alloc(session, bytes);
    if (model.scratch)
      gnn_gpu_free(session, gnn_gpu_alloc(session, model.scratch));
    gnn_gpu_copy(session, from, bytes, in.data(), bytes, bytes, 1);
    void *parameters[] = {&from, &to, &n};
    gnn_gpu_launch(session, &module, model.kernel, 4, 1, 1, 32, 1, 1, 0,
                   parameters);
    gnn_gpu_copy(session, out.data(), bytes, to, bytes, bytes, 1);
    gnn_gpu_free(session, from);
    return gnn_gpu_end(session);
  }

  void expectResult(const std::vector<float> &out) {
    for (int64_t i = 0; i < size; ++i)
      ASSERT_EQ(out[i], i + 1);
  }

  gnn_gpu_module module = {kernels, "test", nullptr};
  std::vector<float> out;
};

TEST_F(GPURuntimeTest, RunsAKernel) {
  ASSERT_EQ(run({}, out), GNN_GPU_OK) << gnn_gpu_error();
  expectResult(out);
  EXPECT_STREQ(gnn_gpu_error(), "");
  EXPECT_EQ(getLiveObjects().allocations, 0u);
  // The module stays for the next run.
  EXPECT_EQ(getLiveObjects().modules, 1u);
  ASSERT_EQ(run({}, out), GNN_GPU_OK);
  EXPECT_EQ(getLiveObjects().modules, 1u);
  EXPECT_EQ(getLiveObjects().streams, 1u);
  EXPECT_EQ(getKernelCounts()["increment"].launches, 2u);
}

TEST_F(GPURuntimeTest, BeginsAnewAfterARelease) {
  ASSERT_EQ(run({}, out), GNN_GPU_OK);
  gnn_gpu_release();
  EXPECT_TRUE(getLiveObjects().none());
  EXPECT_EQ(module.loaded, nullptr);
  ASSERT_EQ(run({}, out), GNN_GPU_OK);
  expectResult(out);
}

TEST_F(GPURuntimeTest, EveryCallMayFail) {
  ASSERT_EQ(run({"increment", 64}, out), GNN_GPU_OK);
  unsigned calls = countDriverCalls();
  ASSERT_GT(calls, 15u);
  constexpr int unknownError = 999;
  for (unsigned call = 0; call < calls; ++call) {
    SCOPED_TRACE(call);
    begin({});
    failDriverCall(call, unknownError);
    EXPECT_NE(run({"increment", 64}, out), GNN_GPU_OK);
    EXPECT_NE(std::string(gnn_gpu_error()).find("failed: error 999"),
              std::string::npos)
        << gnn_gpu_error();
    // What the driver refuses to free is all that may be left.
    LiveObjects live = getLiveObjects();
    EXPECT_LE(live.allocations, 1u);
    // The next run finds everything in order.
    EXPECT_EQ(run({"increment", 64}, out), GNN_GPU_OK) << gnn_gpu_error();
    expectResult(out);
    gnn_gpu_release();
    live.streams = live.modules = live.contexts = 0;
    LiveObjects left = getLiveObjects();
    EXPECT_EQ(left.streams + left.modules + left.contexts, 0u);
  }
  begin({});
}

TEST_F(GPURuntimeTest, MemoryExhausted) {
  EmulatedDriverOptions options;
  options.memory = 3 * size * sizeof(float);
  begin(options);
  EXPECT_EQ(run({"increment", 1000}, out), GNN_GPU_ERROR_MEMORY);
  EXPECT_STREQ(gnn_gpu_error(),
               "cuMemAllocAsync failed: CUDA_ERROR_OUT_OF_MEMORY "
               "(CUDA_ERROR_OUT_OF_MEMORY)");
  EXPECT_EQ(getLiveObjects().allocations, 0u);
  // Nothing of the result has been written.
  EXPECT_EQ(out[0], -1);
  // Another one, of less memory, runs.
  EXPECT_EQ(run({}, out), GNN_GPU_OK);
}

TEST_F(GPURuntimeTest, AFailureOfAKernelIsReportedInWords) {
  EXPECT_EQ(run({"boom"}, out), GNN_GPU_ERROR_DEVICE);
  EXPECT_NE(std::string(gnn_gpu_error()).find("store out of bounds"),
            std::string::npos)
      << gnn_gpu_error();
  EXPECT_EQ(getLiveObjects().allocations, 0u);
}

TEST_F(GPURuntimeTest, NoSuchKernel) {
  EXPECT_EQ(run({"missing"}, out), GNN_GPU_ERROR_KERNELS);
  EXPECT_STREQ(gnn_gpu_error(),
               "cuModuleGetFunction failed: CUDA_ERROR_NOT_FOUND "
               "(CUDA_ERROR_NOT_FOUND)");
}

TEST_F(GPURuntimeTest, MoreBlocksThanADeviceTakes) {
  std::pair<int64_t, int64_t> sizes[] = {{1L << 31, 1}, {1, 65536}};
  for (auto [columns, rows] : sizes) {
    gnn_gpu_session *session = gnn_gpu_begin();
    gnn_gpu_launch(session, &module, "increment", columns, rows, 1, 32, 1, 1, 0,
                   nullptr);
    EXPECT_EQ(gnn_gpu_end(session), GNN_GPU_ERROR_DEVICE);
    EXPECT_STREQ(gnn_gpu_error(), "kernel increment: the grid has more blocks "
                                  "than a device takes");
  }
}

TEST_F(GPURuntimeTest, AnImageThatIsRefused) {
  gnn_gpu_module broken = {"no kernels", "broken", nullptr};
  std::swap(module, broken);
  EXPECT_EQ(run({}, out), GNN_GPU_ERROR_KERNELS);
  EXPECT_NE(std::string(gnn_gpu_error())
                .find("kernels broken: cuModuleLoadDataEx failed: "
                      "CUDA_ERROR_INVALID_IMAGE (cannot read the kernels"),
            std::string::npos)
      << gnn_gpu_error();
}

TEST_F(GPURuntimeTest, NoDriver) {
  gnn_gpu_release();
  gnn_gpu_use_driver(nullptr);
  setenv("GNN_CUDA_DRIVER", "/nowhere/libcuda.so.1", 1);
  EXPECT_EQ(run({}, out), GNN_GPU_ERROR_DRIVER);
  EXPECT_EQ(std::string(gnn_gpu_error()).find("no CUDA driver: "), 0u)
      << gnn_gpu_error();
  EXPECT_EQ(gnn_gpu_capability(), -GNN_GPU_ERROR_DRIVER);
  unsetenv("GNN_CUDA_DRIVER");
}

TEST_F(GPURuntimeTest, ALibraryThatIsNoDriver) {
  gnn_gpu_use_driver([](const char *) -> void * { return nullptr; });
  EXPECT_EQ(run({}, out), GNN_GPU_ERROR_DRIVER);
  EXPECT_STREQ(gnn_gpu_error(), "the CUDA driver has no function cuInit; CUDA "
                                "11.2 or later is needed");
}

TEST_F(GPURuntimeTest, RowsAStrideApart) {
  constexpr int64_t rows = 3, columns = 2, stride = 5;
  float in[rows * stride], back[rows * stride];
  std::fill(std::begin(in), std::end(in), 7);
  std::fill(std::begin(back), std::end(back), -1);
  gnn_gpu_session *session = gnn_gpu_begin();
  int64_t width = columns * sizeof(float), pitch = stride * sizeof(float);
  void *memory = gnn_gpu_alloc(session, rows * width);
  void *copy = gnn_gpu_alloc(session, rows * width);
  gnn_gpu_copy(session, memory, width, in, pitch, width, rows);
  gnn_gpu_copy(session, copy, width, memory, width, width, rows);
  gnn_gpu_copy(session, back, pitch, copy, width, width, rows);
  ASSERT_EQ(gnn_gpu_end(session), GNN_GPU_OK) << gnn_gpu_error();
  for (int64_t i = 0; i < rows * stride; ++i)
    EXPECT_EQ(back[i], i % stride < columns ? 7 : -1);
}

TEST_F(GPURuntimeTest, Fill) {
  uint32_t back[4];
  gnn_gpu_session *session = gnn_gpu_begin();
  void *memory = gnn_gpu_alloc(session, sizeof(back));
  gnn_gpu_fill(session, memory, 42, 4);
  gnn_gpu_copy(session, back, sizeof(back), memory, sizeof(back), sizeof(back),
               1);
  ASSERT_EQ(gnn_gpu_end(session), GNN_GPU_OK) << gnn_gpu_error();
  EXPECT_EQ(back[3], 42u);
}

TEST_F(GPURuntimeTest, NothingToDo) {
  gnn_gpu_session *session = gnn_gpu_begin();
  void *memory = gnn_gpu_alloc(session, 0);
  EXPECT_NE(memory, nullptr);
  gnn_gpu_copy(session, memory, 0, nullptr, 0, 0, 0);
  gnn_gpu_fill(session, memory, 0, 0);
  gnn_gpu_launch(session, &module, "increment", 0, 1, 1, 32, 1, 1, 0, nullptr);
  EXPECT_EQ(gnn_gpu_end(session), GNN_GPU_OK) << gnn_gpu_error();
}

TEST_F(GPURuntimeTest, UnwrittenResult) {
  float back = 0;
  gnn_gpu_session *session = gnn_gpu_begin();
  void *memory = gnn_gpu_alloc(session, 4);
  gnn_gpu_copy(session, &back, 4, memory, 4, 4, 1);
  EXPECT_EQ(gnn_gpu_end(session), GNN_GPU_ERROR_DEVICE);
  EXPECT_NE(std::string(gnn_gpu_error()).find("nothing has written"),
            std::string::npos);
}

TEST_F(GPURuntimeTest, SeveralThreads) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      std::vector<float> mine;
      for (int i = 0; i < 5; ++i) {
        ASSERT_EQ(run({}, mine), GNN_GPU_OK) << gnn_gpu_error();
        expectResult(mine);
      }
    });
  for (std::thread &thread : threads)
    thread.join();
  EXPECT_EQ(getLiveObjects().modules, 1u);
}
} // namespace

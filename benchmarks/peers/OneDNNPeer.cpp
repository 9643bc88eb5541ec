//===- OneDNNPeer.cpp - Dense products by oneDNN --------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Peers.h"

#ifdef GNN_HAS_ONEDNN
#include <dnnl.hpp>
#include <map>
#include <omp.h>
#endif

using namespace mlir::gnn;
using namespace mlir::gnn::peers;

#ifdef GNN_HAS_ONEDNN
namespace {
/// The weight is brought into the library's own layout once.
class OneDNNDense {
public:
  explicit OneDNNDense(const DenseTask &task) {
    using dnnl::memory;
    using Tag = memory::format_tag;
    auto describe = [](memory::dims dims, Tag tag) {
      return memory::desc(dims, memory::data_type::f32, tag);
    };
    auto x = describe({task.rows, task.inputs}, Tag::ab);
    auto y = describe({task.rows, task.outputs}, Tag::ab);
    memory::dims shape = {task.outputs, task.inputs};
    auto product = dnnl::inner_product_forward::primitive_desc(
        {dnnl::prop_kind::forward_inference, x, describe(shape, Tag::any), y},
        engine);
    memory plain(describe(shape, Tag::ab), engine,
                 const_cast<float *>(task.weight));
    memory packed(product.weights_desc(), engine);
    dnnl::reorder(plain, packed).execute(stream, plain, packed);
    stream.wait();
    primitive = dnnl::inner_product_forward(product);
    arguments = {{DNNL_ARG_SRC, memory(x, engine, const_cast<float *>(task.x))},
                 {DNNL_ARG_WEIGHTS, packed},
                 {DNNL_ARG_DST, memory(y, engine, task.y)}};
  }

  void run() {
    primitive.execute(stream, arguments);
    stream.wait();
  }

private:
  dnnl::engine engine{dnnl::engine::kind::cpu, 0};
  dnnl::stream stream{engine};
  dnnl::primitive primitive;
  std::unordered_map<int, dnnl::memory> arguments;
};

/// A product is made for the threads that there are when it is made.
class OneDNNPeer : public Peer {
public:
  explicit OneDNNPeer(const DenseTask &task) : task(task) {}

  void run() override {
    products.try_emplace(omp_get_max_threads(), task).first->second.run();
  }

private:
  DenseTask task;
  std::map<int, OneDNNDense> products;
};
} // namespace

PeerPtr peers::makeOneDNNDense(const DenseTask &task) {
  return std::make_unique<OneDNNPeer>(task);
}

std::string peers::getOneDNNVersion() {
  const dnnl_version_t *version = dnnl_version();
  return std::to_string(version->major) + "." + std::to_string(version->minor) +
         "." + std::to_string(version->patch);
}
#else
PeerPtr peers::makeOneDNNDense(const DenseTask &) { return nullptr; }
std::string peers::getOneDNNVersion() { return ""; }
#endif

//===- GeneratedModel.cpp - Random models ---------------------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GeneratedModel.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir::gnn::test;
using llvm::ArrayRef;
using llvm::formatv;
using llvm::StringRef;

namespace {
/// Features: their name in the IR, and how many channels they have.
struct Features {
  std::string name;
  int64_t channels;
  std::string type() const {
    return formatv("tensor<?x{0}xf32>", channels).str();
  }
};

class ModelWriter {
public:
  ModelWriter(std::mt19937 &engine, Vocabulary vocabulary)
      : engine(engine), vocabulary(vocabulary) {}

  std::string write();

private:
  int64_t draw(int64_t least, int64_t most) {
    return std::uniform_int_distribution<int64_t>(least, most)(engine);
  }
  bool flip() { return draw(0, 1); }
  StringRef choose(ArrayRef<StringRef> words) {
    return words[draw(0, words.size() - 1)];
  }

  /// A new parameter, loaded: `%p3`; `name` begins its symbol.
  std::string parameter(StringRef name, StringRef shape);
  std::string weight(int64_t outputs, int64_t inputs) {
    return parameter("weight", formatv("{0}x{1}", outputs, inputs).str());
  }
  std::string vector(StringRef name, int64_t channels) {
    return parameter(name, std::to_string(channels));
  }

  /// A new op with this text and operand types.
  Features op(const std::string &text, const std::string &operandTypes,
              int64_t channels);

  Features linear(const Features &x, int64_t channels);
  Features gcn(const Features &x, int64_t channels);
  Features sage(const Features &x, int64_t channels);
  Features gat(const Features &x, int64_t channels);
  Features gin(const Features &x, int64_t channels);
  Features layer(const Features &x, int64_t channels);
  Features batchNorm(const Features &x);
  Features norm(const Features &x);
  Features activate(const Features &x);
  Features join(const Features &x, const Features &y);

  std::mt19937 &engine;
  Vocabulary vocabulary;
  unsigned next = 0;
  std::string globals, body;
};
} // namespace

std::string ModelWriter::parameter(StringRef name, StringRef shape) {
  std::string symbol = formatv("p{0}.{1}", next, name).str();
  globals += formatv("ml_program.global private @{0}(#ml_program.extern : "
                     "tensor<{1}xf32>) : tensor<{1}xf32>\n",
                     symbol, shape);
  body += formatv("%p{0} = ml_program.global_load_const @{1} : "
                  "tensor<{2}xf32>\n",
                  next, symbol, shape);
  return formatv("%p{0}", next++).str();
}

Features ModelWriter::op(const std::string &text,
                         const std::string &operandTypes, int64_t channels) {
  Features result{formatv("%v{0}", next++).str(), channels};
  body += formatv("{0} = gnn.{1} : ({2}) -> {3}\n", result.name, text,
                  operandTypes, result.type());
  return result;
}

//===----------------------------------------------------------------------===//
// Layers
//===----------------------------------------------------------------------===//

Features ModelWriter::linear(const Features &x, int64_t channels) {
  std::string w = weight(channels, x.channels), b = vector("bias", channels);
  return op(formatv("linear {0}, {1} bias {2}", x.name, w, b),
            formatv("{0}, tensor<{1}x{2}xf32>, tensor<{1}xf32>", x.type(),
                    channels, x.channels),
            channels);
}

Features ModelWriter::gcn(const Features &x, int64_t channels) {
  std::string w = weight(channels, x.channels), b = vector("bias", channels);
  StringRef attributes = choose({"", " {add_self_loops = false}",
                                 " {add_self_loops = false, normalize = false}",
                                 " {normalize = false}"});
  return op(
      formatv("gcn_conv %g, {0}, {1} bias {2}{3}", x.name, w, b, attributes),
      formatv("!gnn.graph, {0}, tensor<{1}x{2}xf32>, tensor<{1}xf32>", x.type(),
              channels, x.channels),
      channels);
}

Features ModelWriter::sage(const Features &x, int64_t channels) {
  std::string w = weight(channels, x.channels), b = vector("bias", channels),
              r = weight(channels, x.channels);
  bool isPlain = vocabulary == Vocabulary::plainRelu;
  StringRef reduction =
      isPlain ? StringRef("mean") : choose({"mean", "sum", "max", "min"});
  StringRef attributes =
      isPlain ? StringRef() : choose({"", " {normalize = true}"});
  return op(formatv("sage_conv {0} %g, {1}, {2} bias {3} root {4}{5}",
                    reduction, x.name, w, b, r, attributes),
            formatv("!gnn.graph, {0}, tensor<{1}x{2}xf32>, tensor<{1}xf32>, "
                    "tensor<{1}x{2}xf32>",
                    x.type(), channels, x.channels),
            channels);
}

Features ModelWriter::gat(const Features &x, int64_t channels) {
  int64_t heads = draw(1, 2), width = (channels + 1) / heads;
  channels = heads * width;
  std::string shape = formatv("1x{0}x{1}", heads, width).str();
  std::string w = weight(channels, x.channels), s = parameter("att_src", shape),
              d = parameter("att_dst", shape);
  StringRef attributes = choose({"", " {add_self_loops = false}"});
  return op(formatv("gat_conv %g, {0}, {1}, {2}, {3}{4}", x.name, w, s, d,
                    attributes),
            formatv("!gnn.graph, {0}, tensor<{1}x{2}xf32>, tensor<{3}xf32>, "
                    "tensor<{3}xf32>",
                    x.type(), channels, x.channels, shape),
            channels);
}

Features ModelWriter::gin(const Features &x, int64_t channels) {
  std::string eps = vector("eps", 1);
  Features sum =
      op(formatv("gin_conv %g, {0}, {1}", x.name, eps),
         formatv("!gnn.graph, {0}, tensor<1xf32>", x.type()), x.channels);
  return linear(sum, channels);
}

Features ModelWriter::layer(const Features &x, int64_t channels) {
  switch (draw(0, vocabulary == Vocabulary::plainRelu ? 3 : 4)) {
  case 0:
    return linear(x, channels);
  case 1:
    return gcn(x, channels);
  case 2:
    return sage(x, channels);
  case 3:
    return gin(x, channels);
  default:
    return gat(x, channels);
  }
}

//===----------------------------------------------------------------------===//
// Between layers
//===----------------------------------------------------------------------===//

Features ModelWriter::batchNorm(const Features &x) {
  std::string m = vector("running_mean", x.channels),
              v = vector("running_var", x.channels),
              w = vector("norm_weight", x.channels),
              b = vector("norm_bias", x.channels);
  return op(formatv("batch_norm {0}, {1}, {2}, {3}, {4}", x.name, m, v, w, b),
            formatv("{0}, tensor<{1}xf32>, tensor<{1}xf32>, tensor<{1}xf32>, "
                    "tensor<{1}xf32>",
                    x.type(), x.channels),
            x.channels);
}

/// Ops whose type is that of their only operand.
static std::string unary(StringRef name, const Features &x) {
  return formatv("{0} {1} : {2}\n", name, x.name, x.type());
}

Features ModelWriter::norm(const Features &x) {
  switch (draw(0, 5)) {
  case 0:
    return batchNorm(x);
  case 1:
    return op("layer_norm node " + x.name, x.type(), x.channels);
  default:
    return x;
  }
}

Features ModelWriter::activate(const Features &x) {
  StringRef name = "relu";
  if (vocabulary == Vocabulary::everything)
    name = choose({"relu", "relu", "leaky_relu", "elu", "gelu", "sigmoid",
                   "tanh", "l2_normalize"});
  Features result{formatv("%v{0}", next++).str(), x.channels};
  body += result.name + " = gnn." + unary(name, x);
  return result;
}

Features ModelWriter::join(const Features &x, const Features &y) {
  if (vocabulary == Vocabulary::plainRelu || flip())
    return y;
  if (x.channels != y.channels)
    return op("concat " + x.name + ", " + y.name, x.type() + ", " + y.type(),
              x.channels + y.channels);
  Features result{formatv("%v{0}", next++).str(), x.channels};
  body += formatv("{0} = gnn.{1} {2}, {3} : {4}\n", result.name,
                  choose({"add", "max"}), x.name, y.name, x.type());
  return result;
}

//===----------------------------------------------------------------------===//
// The model
//===----------------------------------------------------------------------===//

std::string ModelWriter::write() {
  bool isPlain = vocabulary == Vocabulary::plainRelu;
  Features input{"%x", draw(2, 5)}, x = input;
  if (flip()) {
    x = {formatv("%v{0}", next++).str(), x.channels};
    body += x.name + " = gnn." + unary("normalize_features", input);
  }
  for (int64_t i = 0, layers = draw(1, 3); i < layers; ++i) {
    Features y = layer(x, draw(4, 8));
    x = join(x, activate(isPlain ? y : norm(y)));
  }
  if (flip())
    x = op(formatv("pool{0} {1}, %ptr",
                   std::string(" ") + choose({"sum", "mean", "max"}).str(),
                   x.name),
           x.type() + ", tensor<?xi64>", x.channels);
  Features y = linear(x, 2);
  return globals +
         formatv("func.func @forward(%g: !gnn.graph, %x: {0}, %ptr: "
                 "tensor<?xi64>) -> {1} {{\n",
                 input.type(), y.type())
             .str() +
         body + "return " + y.name + " : " + y.type() + "\n}\n";
}

std::string mlir::gnn::test::generateModel(std::mt19937 &engine,
                                           Vocabulary vocabulary) {
  return ModelWriter(engine, vocabulary).write();
}

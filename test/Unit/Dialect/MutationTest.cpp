//===- MutationTest.cpp - Odd IR text gives diagnostics, never a crash ----===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// Takes the round-trip tests apart into tokens, exchanges some of them for odd
// ones, and parses what comes out. Text that verifies must survive everything
// that the dialect offers; text that does not must say why. The seed is fixed.
//
//===----------------------------------------------------------------------===//

#include "DialectTest.h"

#include "mlir/IR/Verifier.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"
#include "llvm/ADT/StringExtras.h"

#include <random>
#include <regex>

using namespace mlir;
using namespace mlir::gnn;

namespace {

using Tokens = std::vector<std::string>;

const Tokens oddSizes = {"0",        "1",          "2",
                         "3",        "?",          "16777215",
                         "16777216", "4294967296", "9223372036854775807"};
const Tokens oddElements = {"f64", "i32", "index", "complex<f32>", "f16"};
const Tokens oddTypes = {"tensor<*xf32>",
                         "tensor<f32>",
                         "tensor<?xi64>",
                         "memref<?x4xf32>",
                         "!gnn.graph",
                         "tensor<?x4xf32, #gnn.csr>",
                         "i32",
                         "tensor<?x4xf32, \"coo\">",
                         "tensor<0x0xf32>"};
const Tokens oddNumbers = {"0", "-1", "-9223372036854775808", "7", "0x7FF"};

/// Sizes of a shape, element types, whole types, op names, numbers, and the
/// rest one character at a time.
Tokens tokenize(const std::string &text) {
  static const std::regex token(
      R"(//[^\n]*\n|tensor<|[0-9?]+x|x?f32|gnn\.\w+|-?\d+(\.\d+)?|%\w+|\w+|\s+|.)");
  Tokens tokens;
  for (std::sregex_iterator it(text.begin(), text.end(), token), end; it != end;
       ++it)
    if (it->str(0).substr(0, 2) != "//")
      tokens.push_back(it->str());
  return tokens;
}

std::vector<std::string> splitFunctions(StringRef text) {
  std::vector<std::string> functions;
  for (size_t begin = text.find("func.func"); begin != StringRef::npos;) {
    size_t end = text.find("func.func", begin + 1);
    functions.push_back(text.slice(begin, end).str());
    begin = end;
  }
  return functions;
}

class Mutator {
public:
  explicit Mutator(unsigned seed) : random(seed) {}

  std::string mutate(Tokens tokens) {
    for (unsigned count = 1 + pick(3); count; --count)
      if (pick(2))
        replace(tokens, pick(tokens.size()));
      else
        replaceAll(tokens);
    return llvm::join(tokens, "");
  }

private:
  size_t pick(size_t size) { return random() % size; }
  const std::string &pick(const Tokens &from) {
    return from[pick(from.size())];
  }

  void replace(Tokens &tokens, size_t index) {
    std::string &token = tokens[index];
    StringRef text = token;
    if (text.ends_with("x") && text != "x")
      token = pick(oddSizes) + "x";
    else if (text.ends_with("f32"))
      token = (text.starts_with("x") ? "x" : "") + pick(oddElements);
    else if (text == "tensor<")
      token = pick(oddTypes) + ", " + token;
    else if (text.starts_with("gnn.") || text.starts_with("%"))
      token = tokens[pick(tokens.size())];
    else if (llvm::isDigit(text.front()))
      token = pick(oddNumbers);
    else
      std::swap(token, tokens[pick(tokens.size())]);
  }

  /// The same new size wherever a size stands: odd, and often valid.
  void replaceAll(Tokens &tokens) {
    const std::string old = pick(tokens), size = pick(oddSizes) + "x";
    if (StringRef(old).ends_with("x") && old != "x")
      std::replace(tokens.begin(), tokens.end(), old, size);
  }

  std::mt19937 random;
};

/// A link that verified IR gives must stay inside both values.
void expectInside(Operation *op, const ChannelLink &link) {
  auto size = [](ChannelDim end) {
    return cast<RankedTensorType>(end.value.getType()).getDimSize(end.dim);
  };
  int64_t span = link.modulus ? link.modulus : size(link.from);
  EXPECT_GE(link.modulus, 0) << op->getName().getStringRef().str();
  if (size(link.from) > 0)
    EXPECT_LE(link.offset + span, size(link.to))
        << op->getName().getStringRef().str();
}

class MutationTest : public test::DialectTest {
protected:
  /// Asks every op all that can be asked without running it.
  void askOps(ModuleOp module) {
    module.walk([&](ChannelOpInterface op) {
      SmallVector<ChannelLink> links;
      op.getChannelLinks(links);
      for (const ChannelLink &link : links)
        expectInside(op, link);
      op.couplesChannels();
    });
  }

  /// What verifies canonicalizes to what verifies, prints, and parses again.
  void useModule(ModuleOp module) {
    askOps(module);
    PassManager passes(&context);
    passes.addPass(createCanonicalizerPass());
    EXPECT_TRUE(succeeded(passes.run(module))) << diagnostics;
    std::string text;
    llvm::raw_string_ostream(text) << module;
    EXPECT_TRUE(parse(text)) << diagnostics << text;
  }
};

TEST_F(MutationTest, ParsesOrSaysWhyNot) {
  std::vector<Tokens> sources;
  for (const std::string &text : test::readDialectTests())
    for (const std::string &function : splitFunctions(text))
      sources.push_back(tokenize(function));
  ASSERT_GE(sources.size(), 30u);

  Mutator mutator(/*seed=*/20);
  unsigned accepted = 0, refused = 0;
  for (unsigned round = 0; round < 20000; ++round) {
    std::string text = mutator.mutate(sources[round % sources.size()]);
    OwningOpRef<ModuleOp> module = parse(text);
    ++(module ? accepted : refused);
    if (module)
      useModule(*module);
    else
      EXPECT_FALSE(diagnostics.empty()) << text;
  }
  // Both ways are really taken.
  EXPECT_GT(accepted, 1000u);
  EXPECT_GT(refused, 1000u);
}

} // namespace

//===- CPUDetection.cpp - Which processor the code runs on, as IR ---------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Conversion/CPUVersions/CPUDetection.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/Parser/Parser.h"

using namespace mlir;
using namespace mlir::gnn;

/// What does not depend on the versions. The level is 0 until somebody asks.
/// `level_of_cpu`: leaf 1 ecx has SSE3, SSSE3, FMA, CX16, SSE4.1, SSE4.2,
/// MOVBE, POPCNT, OSXSAVE, AVX and F16C; leaf 7 ebx BMI1, AVX2 and BMI2, and
/// for v4 AVX-512 F, DQ, CD, BW and VL; leaf 0x80000001 ecx LAHF and LZCNT;
/// xcr0 what the operating system saves of ymm and, for v4, of zmm and mask
/// registers.
static constexpr llvm::StringLiteral detection = R"mlir(
llvm.mlir.global internal @gnn.cpu_level(0 : i32) {alignment = 4 : i64} : i32

func.func private @gnn.has_bits(%word: i32, %bits: i32) -> i1
    attributes {llvm.linkage = #llvm.linkage<internal>} {
  %both = arith.andi %word, %bits : i32
  %has = arith.cmpi eq, %both, %bits : i32
  return %has : i1
}

func.func private @gnn.level_of_cpu(%leaf1: i32, %leaf7: i32, %extended: i32, %xcr0: i32) -> i32
    attributes {llvm.linkage = #llvm.linkage<internal>} {
  %v3_leaf1 = arith.constant 0x38D83201 : i32
  %v3_leaf7 = arith.constant 0x128 : i32
  %v3_extended = arith.constant 0x21 : i32
  %ymm = arith.constant 0x6 : i32
  %v4_leaf7 = arith.constant 0xD0030128 : i32
  %zmm = arith.constant 0xE6 : i32
  %one = arith.constant 1 : i32
  %three = arith.constant 3 : i32
  %four = arith.constant 4 : i32
  %a = func.call @gnn.has_bits(%leaf1, %v3_leaf1) : (i32, i32) -> i1
  %b = func.call @gnn.has_bits(%leaf7, %v3_leaf7) : (i32, i32) -> i1
  %c = func.call @gnn.has_bits(%extended, %v3_extended) : (i32, i32) -> i1
  %d = func.call @gnn.has_bits(%xcr0, %ymm) : (i32, i32) -> i1
  %e = func.call @gnn.has_bits(%leaf7, %v4_leaf7) : (i32, i32) -> i1
  %f = func.call @gnn.has_bits(%xcr0, %zmm) : (i32, i32) -> i1
  %ab = arith.andi %a, %b : i1
  %cd = arith.andi %c, %d : i1
  %ef = arith.andi %e, %f : i1
  %is_v3 = arith.andi %ab, %cd : i1
  %is_v4 = arith.andi %is_v3, %ef : i1
  %low = arith.select %is_v3, %three, %one : i32
  %level = arith.select %is_v4, %four, %low : i32
  return %level : i32
}

func.func private @gnn.cpuid(%leaf: i32) -> (i32, i32, i32)
    attributes {llvm.linkage = #llvm.linkage<internal>} {
  %zero = arith.constant 0 : i32
  %all = llvm.inline_asm has_side_effects "cpuid",
    "={ax},={bx},={cx},={dx},{ax},{cx},~{dirflag},~{fpsr},~{flags}" %leaf, %zero
    : (i32, i32) -> !llvm.struct<(i32, i32, i32, i32)>
  %a = llvm.extractvalue %all[0] : !llvm.struct<(i32, i32, i32, i32)>
  %b = llvm.extractvalue %all[1] : !llvm.struct<(i32, i32, i32, i32)>
  %c = llvm.extractvalue %all[2] : !llvm.struct<(i32, i32, i32, i32)>
  return %a, %b, %c : i32, i32, i32
}

// The last leaf of the range comes from its first.
func.func private @gnn.cpuid_or_zero(%leaf: i32, %range: i32) -> (i32, i32, i32)
    attributes {llvm.linkage = #llvm.linkage<internal>} {
  %zero = arith.constant 0 : i32
  %last:3 = func.call @gnn.cpuid(%range) : (i32) -> (i32, i32, i32)
  %exists = arith.cmpi ule, %leaf, %last#0 : i32
  %r:3 = scf.if %exists -> (i32, i32, i32) {
    %some:3 = func.call @gnn.cpuid(%leaf) : (i32) -> (i32, i32, i32)
    scf.yield %some#0, %some#1, %some#2 : i32, i32, i32
  } else {
    scf.yield %zero, %zero, %zero : i32, i32, i32
  }
  return %r#0, %r#1, %r#2 : i32, i32, i32
}

// Which registers the operating system saves; where it does not say so, the
// instruction that asks is not there either.
func.func private @gnn.saved_registers(%leaf1: i32) -> i32
    attributes {llvm.linkage = #llvm.linkage<internal>} {
  %zero = arith.constant 0 : i32
  %osxsave = arith.constant 0x8000000 : i32
  %says = func.call @gnn.has_bits(%leaf1, %osxsave) : (i32, i32) -> i1
  %xcr0 = scf.if %says -> (i32) {
    %both = llvm.inline_asm has_side_effects "xgetbv",
      "={ax},={dx},{cx},~{dirflag},~{fpsr},~{flags}" %zero
      : (i32) -> !llvm.struct<(i32, i32)>
    %low = llvm.extractvalue %both[0] : !llvm.struct<(i32, i32)>
    scf.yield %low : i32
  } else {
    scf.yield %zero : i32
  }
  return %xcr0 : i32
}

func.func private @gnn.detect_cpu() -> i32
    attributes {llvm.linkage = #llvm.linkage<internal>} {
  %basic = arith.constant 0 : i32
  %more = arith.constant 0x80000000 : i32
  %one = arith.constant 1 : i32
  %seven = arith.constant 7 : i32
  %features = arith.constant 0x80000001 : i32
  %leaf1:3 = func.call @gnn.cpuid_or_zero(%one, %basic) : (i32, i32) -> (i32, i32, i32)
  %leaf7:3 = func.call @gnn.cpuid_or_zero(%seven, %basic) : (i32, i32) -> (i32, i32, i32)
  %extended:3 = func.call @gnn.cpuid_or_zero(%features, %more) : (i32, i32) -> (i32, i32, i32)
  %xcr0 = func.call @gnn.saved_registers(%leaf1#2) : (i32) -> i32
  %level = func.call @gnn.level_of_cpu(%leaf1#2, %leaf7#1, %extended#2, %xcr0)
    : (i32, i32, i32, i32) -> i32
  return %level : i32
}

// Who has set the level meanwhile wins.
func.func private @gnn.current_cpu() -> i32
    attributes {llvm.linkage = #llvm.linkage<internal>} {
  %zero = arith.constant 0 : i32
  %cell = llvm.mlir.addressof @gnn.cpu_level : !llvm.ptr
  %known = llvm.load %cell atomic monotonic {alignment = 4 : i64} : !llvm.ptr -> i32
  %is_known = arith.cmpi ne, %known, %zero : i32
  %level = scf.if %is_known -> (i32) {
    scf.yield %known : i32
  } else {
    %detected = func.call @gnn.detect_cpu() : () -> i32
    %best = func.call @gnn.best_version(%detected) : (i32) -> i32
    %swap = llvm.cmpxchg %cell, %zero, %best monotonic monotonic : !llvm.ptr, i32
    %before = llvm.extractvalue %swap[0] : !llvm.struct<(i32, i1)>
    %is_first = llvm.extractvalue %swap[1] : !llvm.struct<(i32, i1)>
    %now = arith.select %is_first, %best, %before : i32
    scf.yield %now : i32
  }
  return %level : i32
}

func.func private @gnn.use_cpu(%wanted: i32) -> i32
    attributes {llvm.linkage = #llvm.linkage<internal>} {
  %zero = arith.constant 0 : i32
  %none = arith.constant -1 : i32
  %detected = func.call @gnn.detect_cpu() : () -> i32
  %best = func.call @gnn.best_version(%detected) : (i32) -> i32
  %any = arith.cmpi eq, %wanted, %zero : i32
  %level = arith.select %any, %best, %wanted : i32
  %nearest = func.call @gnn.best_version(%level) : (i32) -> i32
  %is_version = arith.cmpi eq, %nearest, %level : i32
  %runs = arith.cmpi sle, %level, %best : i32
  %good = arith.andi %is_version, %runs : i1
  scf.if %good {
    %cell = llvm.mlir.addressof @gnn.cpu_level : !llvm.ptr
    llvm.store %level, %cell atomic monotonic {alignment = 4 : i64} : i32, !llvm.ptr
  }
  %used = arith.select %good, %level, %none : i32
  return %used : i32
}

func.func private @gnn.best_version(%level: i32) -> i32
)mlir";

/// The highest version up to `level`; the lowest where there is none.
static void buildBestVersion(func::FuncOp function, ArrayRef<CPULevel> levels) {
  ImplicitLocOpBuilder b(function.getLoc(), function);
  b.setInsertionPointToStart(function.addEntryBlock());
  Value level = function.getArgument(0);
  auto constant = [&](const CPULevel &version) -> Value {
    return arith::ConstantIntOp::create(b, version.number, 32);
  };
  Value best = constant(levels.front());
  for (const CPULevel &version : levels.drop_front()) {
    Value number = constant(version);
    Value runs =
        arith::CmpIOp::create(b, arith::CmpIPredicate::sge, level, number);
    best = arith::SelectOp::create(b, runs, number, best);
  }
  func::ReturnOp::create(b, best);
  auto detect =
      function->getParentOfType<ModuleOp>().lookupSymbol<func::FuncOp>(
          currentCPUFunction);
  function->setAttr("llvm.linkage", detect->getAttr("llvm.linkage"));
}

LogicalResult gnn::addCPUDetection(ModuleOp module, ArrayRef<CPULevel> levels) {
  OwningOpRef<ModuleOp> parsed =
      parseSourceString<ModuleOp>(detection, module.getContext());
  if (!parsed)
    return module.emitError("expects the code that detects a processor to "
                            "parse but it does not");
  buildBestVersion(parsed->lookupSymbol<func::FuncOp>("gnn.best_version"),
                   levels);
  SymbolTable symbols(module);
  for (Operation &op : llvm::make_early_inc_range(*parsed->getBody())) {
    StringAttr symbol = SymbolTable::getSymbolName(&op);
    if (Operation *taken = symbols.lookup(symbol))
      return taken->emitError("expects the symbol ")
             << symbol << " to be free for the detection of processors";
    op.moveBefore(module.getBody(), module.getBody()->end());
  }
  return success();
}

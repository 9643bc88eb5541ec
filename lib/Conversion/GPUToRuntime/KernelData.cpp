//===- KernelData.cpp - Kernels as data of the object file ----------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelData.h"

#include "llvm/Support/Endian.h"

using namespace mlir;
using namespace mlir::gnn;

/// Where the image lies: a cubin is an ELF file, which is read in place.
static constexpr int64_t imageAlignment = 64;

/// The object that the handler of the binary selects, the first by default.
static gpu::ObjectAttr selectObject(gpu::BinaryOp binary) {
  ArrayRef<Attribute> objects = binary.getObjectsAttr().getValue();
  auto handler = dyn_cast_or_null<gpu::SelectObjectAttr>(
      binary.getOffloadingHandlerAttr());
  Attribute target = handler ? handler.getTarget() : nullptr;
  if (!target)
    return dyn_cast<gpu::ObjectAttr>(objects.front());
  if (auto index = dyn_cast<IntegerAttr>(target)) {
    uint64_t number = index.getInt();
    return number < objects.size() ? dyn_cast<gpu::ObjectAttr>(objects[number])
                                   : nullptr;
  }
  for (Attribute object : objects)
    if (auto candidate = dyn_cast<gpu::ObjectAttr>(object))
      if (candidate.getTarget() == target)
        return candidate;
  return nullptr;
}

/// Bitcode in its wrapper, which states the size: the driver's interface does
/// not.
static std::string wrapBitcode(StringRef bitcode) {
  constexpr uint32_t header[] = {0x0B17C0DE, 0, 20, 0, 0};
  std::string wrapped;
  for (auto [position, field] : llvm::enumerate(header)) {
    char bytes[4];
    llvm::support::endian::write32le(bytes,
                                     position == 3 ? bitcode.size() : field);
    wrapped.append(bytes, sizeof(bytes));
  }
  return wrapped.append(bitcode.begin(), bitcode.end());
}

static std::string getImage(gpu::ObjectAttr object) {
  StringRef bytes = object.getObject().getValue();
  std::string image = object.getFormat() == gpu::CompilationTarget::Offload
                          ? wrapBitcode(bytes)
                          : bytes.str();
  // PTX is text, which ends with a zero.
  image.push_back('\0');
  return image;
}

static LLVM::GlobalOp createBytes(OpBuilder &builder, Location loc,
                                  StringRef symbol, StringRef bytes,
                                  int64_t alignment) {
  auto type = LLVM::LLVMArrayType::get(builder.getI8Type(), bytes.size());
  return LLVM::GlobalOp::create(builder, loc, type, /*isConstant=*/true,
                                LLVM::Linkage::Internal, symbol,
                                builder.getStringAttr(bytes), alignment);
}

std::string gnn::getModuleSymbol(StringRef binary) {
  return (binary + "_module").str();
}

/// gnn_gpu_module{image, name, null}
static void createModule(OpBuilder &builder, gpu::BinaryOp binary,
                         LLVM::GlobalOp image, LLVM::GlobalOp name) {
  Location loc = binary.getLoc();
  auto pointer = LLVM::LLVMPointerType::get(builder.getContext());
  auto type = LLVM::LLVMStructType::getLiteral(builder.getContext(),
                                               {pointer, pointer, pointer});
  auto global = LLVM::GlobalOp::create(
      builder, loc, type, /*isConstant=*/false, LLVM::Linkage::Internal,
      getModuleSymbol(binary.getSymName()), Attribute());
  OpBuilder::InsertionGuard guard(builder);
  builder.createBlock(&global.getInitializerRegion());
  Value fields[] = {LLVM::AddressOfOp::create(builder, loc, image),
                    LLVM::AddressOfOp::create(builder, loc, name),
                    LLVM::ZeroOp::create(builder, loc, pointer)};
  Value value = LLVM::UndefOp::create(builder, loc, type);
  for (auto [position, field] : llvm::enumerate(fields))
    value = LLVM::InsertValueOp::create(builder, loc, value, field, position);
  LLVM::ReturnOp::create(builder, loc, value);
}

LogicalResult gnn::createKernelData(gpu::BinaryOp binary) {
  gpu::ObjectAttr object = selectObject(binary);
  if (!object)
    return binary.emitOpError("expects its handler to select one of its ")
           << binary.getObjectsAttr().size() << " objects";
  OpBuilder builder(binary);
  StringRef symbol = binary.getSymName();
  LLVM::GlobalOp image =
      createBytes(builder, binary.getLoc(), (symbol + "_image").str(),
                  getImage(object), imageAlignment);
  LLVM::GlobalOp name =
      createBytes(builder, binary.getLoc(), (symbol + "_name").str(),
                  symbol.str() + '\0', 1);
  createModule(builder, binary, image, name);
  return success();
}

Value gnn::createString(OpBuilder &builder, Location loc, ModuleOp module,
                        StringRef symbol, StringRef text) {
  auto global = module.lookupSymbol<LLVM::GlobalOp>(symbol);
  if (!global) {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(module.getBody());
    global = createBytes(builder, loc, symbol, text.str() + '\0', 1);
  }
  return LLVM::AddressOfOp::create(builder, loc, global);
}

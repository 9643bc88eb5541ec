//===- Machine.cpp - What a processor does in a second --------------------===//
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gnn-opt/Analysis/Machine.h"

#include "gnn-opt/Support/JSON.h"
#include "gnn-opt/Support/Text.h"
#include "lib/Analysis/BuiltInMachines.h"

#include "llvm/Support/FormatVariadic.h"

using namespace llvm;
using namespace mlir::gnn;

static Error readPositive(const json::Object &object, StringRef key,
                          StringRef where, double &number) {
  Expected<double> value = getField<double>(object, key, where);
  if (!value)
    return value.takeError();
  if (!(*value > 0))
    return addContext(
        where, createStringError(
                   formatv("expects {0} to be above 0 but got {1}", key, *value)
                       .str()));
  number = *value;
  return Error::success();
}

namespace {
struct NumberField {
  StringLiteral key;
  double &number;
};
} // namespace

static Error readNumbers(const json::Object &object, StringRef where,
                         ArrayRef<NumberField> fields) {
  for (const NumberField &field : fields)
    if (Error error = readPositive(object, field.key, where, field.number))
      return error;
  return Error::success();
}

static Error readLevel(const json::Object &object, StringRef where,
                       MemoryLevel &level) {
  Expected<StringRef> name = getField<StringRef>(object, "name", where);
  if (!name)
    return name.takeError();
  Expected<bool> shared = getField<bool>(object, "shared", where);
  if (!shared)
    return shared.takeError();
  level.name = name->str();
  level.isShared = *shared;
  return readNumbers(object, where,
                     {{"bytes", level.bytes},
                      {"read_core", level.read.core},
                      {"read_total", level.read.total},
                      {"gather_core", level.gather.core},
                      {"gather_total", level.gather.total}});
}

static Error readVectorElements(const json::Object &object, StringRef path,
                                Machine &machine) {
  constexpr StringLiteral key = "vector_elements";
  return object.get(key) ? getIntegerFrom(object, key, 1, 1 << 16, path)
                               .moveInto(machine.vectorElements)
                         : Error::success();
}

static Error readMachine(const json::Object &object, StringRef path,
                         Machine &machine) {
  Expected<StringRef> name = getField<StringRef>(object, "name", path);
  if (!name)
    return name.takeError();
  machine.name = name->str();
  Expected<int64_t> cores = getIntegerFrom(object, "cores", 1, 1 << 16, path);
  if (!cores)
    return cores.takeError();
  machine.cores = *cores;
  if (Error error = readVectorElements(object, path, machine))
    return error;
  if (Error error = readNumbers(
          object, path,
          {{"tiled_multiply_adds_per_second", machine.tiledMultiplyAdds},
           {"sparse_multiply_adds_per_second", machine.sparseMultiplyAdds},
           {"exponentials_per_second", machine.exponentials},
           {"seconds_per_loop", machine.loopSeconds},
           {"seconds_per_fork", machine.forkSeconds},
           {"seconds_per_row", machine.rowSeconds},
           {"seconds_per_index", machine.indexSeconds}}))
    return error;
  auto addLevel = [&](const json::Object &level, StringRef where) {
    machine.levels.emplace_back();
    return readLevel(level, where, machine.levels.back());
  };
  if (Error error = forEachObject(object, "levels", path, addLevel))
    return error;
  return machine.levels.empty()
             ? addContext(path, createStringError("expects at least one level"))
             : Error::success();
}

static Expected<Machine> readMachine(const json::Value &value, StringRef name) {
  const json::Object *object = value.getAsObject();
  if (!object)
    return addContext(name, createStringError("expects an object but got " +
                                              describeJSON(value)));
  Machine machine{};
  if (Error error = readMachine(*object, name, machine))
    return error;
  return machine;
}

static Machine readBuiltIn(const BuiltInMachine &machine) {
  return cantFail(readMachine(cantFail(parseJSON(machine.rates, machine.name)),
                              machine.name));
}

static std::string listBuiltIns() {
  std::vector<StringRef> names;
  for (const BuiltInMachine &machine : builtInMachines)
    names.push_back(machine.name);
  return join(names, ", ");
}

Expected<Machine> Machine::find(StringRef nameOrPath) {
  for (const BuiltInMachine &machine : builtInMachines)
    if (machine.name == nameOrPath)
      return readBuiltIn(machine);
  Expected<json::Value> value = loadJSONFile(nameOrPath);
  if (!value)
    return addContext("expects " + listBuiltIns() +
                          " or a file that measure-machine wrote",
                      value.takeError());
  return readMachine(*value, nameOrPath);
}

const Machine &Machine::getDefault() {
  static const Machine machine = readBuiltIn(builtInMachines[0]);
  return machine;
}

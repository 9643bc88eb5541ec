# How gnn-opt's libraries, tools and tests are declared.
#
# Everything links the shared libMLIR and libLLVM, and nothing else of theirs:
# naming a static MLIRxyz archive as well loads all of MLIR twice, which works,
# is 90 MB large, starts six times slower, and crashes a plugin.

add_library(gnn_compile_options INTERFACE)
target_compile_options(gnn_compile_options INTERFACE
  -fno-exceptions -fvisibility-inlines-hidden -Wall -Wextra
  -Wno-unused-parameter -Werror=return-type -Werror=switch)
if(GNN_WERROR)
  target_compile_options(gnn_compile_options INTERFACE -Werror)
endif()

# Headers take most of a compilation; those that many files use are compiled once.
# Three copies, each of more headers: what the dialect itself is built on, what uses
# the dialect, and unit tests.
function(gnn_add_precompiled_headers name)
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/${name}.cpp CONTENT "")
  add_library(${name} STATIC ${PROJECT_BINARY_DIR}/${name}.cpp)
  set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  target_link_libraries(${name} PRIVATE gnn_compile_options)
  target_compile_options(${name} PRIVATE -Xclang -fno-pch-timestamp)
  target_precompile_headers(${name} PRIVATE ${ARGN})
endfunction()

set(mlir_headers
  <mlir/Bytecode/BytecodeOpInterface.h>
  <mlir/Dialect/Arith/IR/Arith.h>
  <mlir/Dialect/Func/IR/FuncOps.h>
  <mlir/Dialect/MLProgram/IR/MLProgram.h>
  <mlir/Dialect/MemRef/IR/MemRef.h>
  <mlir/Dialect/SCF/IR/SCF.h>
  <mlir/Dialect/Vector/IR/VectorOps.h>
  <mlir/IR/Builders.h>
  <mlir/IR/DialectImplementation.h>
  <mlir/IR/PatternMatch.h>
  <mlir/Interfaces/InferTypeOpInterface.h>
  <mlir/Pass/Pass.h>
  <mlir/Pass/PassManager.h>
  <mlir/Transforms/DialectConversion.h>
  <mlir/Transforms/GreedyPatternRewriteDriver.h>)
set(dialect_headers
  <Eigen/Core>
  <llvm/IR/Module.h>
  <llvm/Support/JSON.h>
  <mlir/Dialect/GPU/IR/GPUDialect.h>
  <mlir/Dialect/LLVMIR/LLVMDialect.h>
  <mlir/Dialect/Math/IR/Math.h>
  <mlir/IR/ImplicitLocOpBuilder.h>
  <gnn-opt/Dialect/GNN/GNN.h>)
gnn_add_precompiled_headers(gnn_mlir_pch ${mlir_headers})
gnn_add_precompiled_headers(gnn_dialect_pch ${mlir_headers} ${dialect_headers})
gnn_add_precompiled_headers(gnn_test_pch ${mlir_headers} ${dialect_headers}
  <gtest/gtest.h> <mlir/Parser/Parser.h>)
foreach(name gnn_dialect_pch gnn_test_pch)
  target_link_libraries(${name} PRIVATE Eigen3::Eigen)
  add_dependencies(${name} GNNInterfacesIncGen GNNDialectIncGen)
endforeach()
target_link_libraries(gnn_test_pch PRIVATE GTest::gtest)

# A precompiled copy fits code compiled with the same flags only, -fPIC among them.
function(gnn_use_precompiled_headers name copy)
  target_precompile_headers(${name} REUSE_FROM ${copy})
  target_compile_options(${name} PRIVATE -Xclang -fno-pch-timestamp)
  get_target_property(type ${name} TYPE)
  if(type STREQUAL EXECUTABLE)
    target_compile_options(${name} PRIVATE -fPIC)
  else()
    set_target_properties(${name} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  endif()
endfunction()

# gnn_add_library(NAME LAYER n SOURCES a.cpp ... [LINK lib ...] [DEPENDS target ...]
#                 [NO_PCH])
#
# NO_PCH is for code without IR, which needs none of MLIR's headers.
# A library may use libraries of a lower layer only:
#   0 Support | 1 Dialect, data sets | 2 Analysis
#   3 Transforms, Autodiff, Conversion | 4 Pipelines, Import, Execution
#   5 Tuning | 6 InitAll
function(gnn_add_library name)
  cmake_parse_arguments(ARG "NO_PCH" "LAYER" "SOURCES;LINK;DEPENDS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  set_target_properties(${name} PROPERTIES
    POSITION_INDEPENDENT_CODE ON GNN_LAYER ${ARG_LAYER})
  if(NOT ARG_NO_PCH AND ARG_LAYER LESS 2)
    gnn_use_precompiled_headers(${name} gnn_mlir_pch)
  elseif(NOT ARG_NO_PCH)
    gnn_use_precompiled_headers(${name} gnn_dialect_pch)
  endif()
  target_link_libraries(${name} PRIVATE gnn_compile_options PUBLIC ${ARG_LINK} MLIR LLVM)
  if(ARG_DEPENDS)
    add_dependencies(${name} ${ARG_DEPENDS})
  endif()
  foreach(used ${ARG_LINK})
    if(TARGET ${used})
      get_target_property(layer ${used} GNN_LAYER)
      if(NOT layer STREQUAL "layer-NOTFOUND" AND NOT layer LESS ARG_LAYER)
        message(FATAL_ERROR
          "${name} (layer ${ARG_LAYER}) must not link ${used} (layer ${layer})")
      endif()
    endif()
  endforeach()
endfunction()

# Refuses a target whose link line mixes static MLIR or LLVM archives in.
function(gnn_check_link_libraries name)
  get_target_property(libraries ${name} LINK_LIBRARIES)
  foreach(library ${libraries})
    if(library MATCHES "^(MLIR|LLVM).+")
      message(FATAL_ERROR "${name} links ${library}; link MLIR and LLVM only")
    endif()
  endforeach()
endfunction()

# gnn_add_tool(NAME SOURCES main.cpp ... [LINK lib ...])
function(gnn_add_tool name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  gnn_use_precompiled_headers(${name} gnn_dialect_pch)
  target_link_libraries(${name} PRIVATE gnn_compile_options ${ARG_LINK} MLIR LLVM)
  gnn_check_link_libraries(${name})
  set_property(GLOBAL APPEND PROPERTY GNN_TOOLS ${name})
endfunction()

# gnn_add_unittest(NAME SOURCES a.cpp ... [LINK lib ...])
function(gnn_add_unittest name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  set_target_properties(${name} PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/test/Unit/bin)
  gnn_use_precompiled_headers(${name} gnn_test_pch)
  target_link_libraries(${name} PRIVATE gnn_compile_options ${ARG_LINK} MLIR LLVM
                        GTest::gtest GTest::gtest_main)
  set_property(GLOBAL APPEND PROPERTY GNN_UNITTESTS ${name})
endfunction()

# gnn_tablegen(FILE.td OUTPUT-AND-FLAGS ...): one call per generated file, all
# of which join the enclosing folder's public tablegen target.
macro(gnn_tablegen td)
  set(LLVM_TARGET_DEFINITIONS ${td})
  mlir_tablegen(${ARGN})
endmacro()

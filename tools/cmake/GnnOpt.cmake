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

# MLIR's headers take most of a compilation; everything that uses them shares one
# precompiled copy.
function(gnn_add_precompiled_headers)
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/gnn_pch.cpp CONTENT "")
  add_library(gnn_pch STATIC ${PROJECT_BINARY_DIR}/gnn_pch.cpp)
  set_target_properties(gnn_pch PROPERTIES POSITION_INDEPENDENT_CODE ON)
  target_link_libraries(gnn_pch PRIVATE gnn_compile_options)
  target_compile_options(gnn_pch PUBLIC -Xclang -fno-pch-timestamp)
  target_precompile_headers(gnn_pch PRIVATE
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
endfunction()
gnn_add_precompiled_headers()

# The precompiled copy fits code compiled with the same flags only: -fPIC too.
function(gnn_use_precompiled_headers name)
  target_precompile_headers(${name} REUSE_FROM gnn_pch)
  target_compile_options(${name} PRIVATE -fPIC -Xclang -fno-pch-timestamp)
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
  if(NOT ARG_NO_PCH)
    gnn_use_precompiled_headers(${name})
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
  gnn_use_precompiled_headers(${name})
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
  gnn_use_precompiled_headers(${name})
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

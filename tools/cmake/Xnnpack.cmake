# XNNPACK from a list of its sources: `XNNPACK` natively, `XNNPACK_simd128` and `XNNPACK_relaxed` for wasm.  Upstream's
# CMakeLists.txt does not know Emscripten, and builds kernels by the thousand of which Inkling calls a few dozen; it serves
# where the processor is none of those listed.

include(XnnpackSources)

if(NOT EMSCRIPTEN)
  set(CPUINFO_LOG_LEVEL none CACHE INTERNAL "")
  foreach(part LIBRARY_TYPE=static RUNTIME_TYPE=static BUILD_TOOLS=OFF BUILD_UNIT_TESTS=OFF BUILD_MOCK_TESTS=OFF
      BUILD_BENCHMARKS=OFF BUILD_PKG_CONFIG=OFF)
    string(REPLACE = ";" part ${part})
    list(GET part 0 option)
    list(GET part 1 value)
    set(CPUINFO_${option} ${value} CACHE INTERNAL "")
  endforeach()
endif()

# inkling_xnnpack(<target> <lists of kernels>…): a target over the common sources and these kernels.
# pthreadpool's shim has no threads: a session belongs to one.
function(inkling_xnnpack target)
  set(common ${xnnpack_common})
  list(TRANSFORM common PREPEND "${xnnpack_SOURCE_DIR}/")
  add_library(${target} STATIC ${common} "${pthreadpool_SOURCE_DIR}/src/shim.c" "${build_identifier}")
  # Only the kernels are hot; what sets them up is built for size.
  set_source_files_properties(${common} PROPERTIES COMPILE_OPTIONS -Os)
  foreach(kernels ${ARGN})
    set(sources ${xnnpack_kernels_${kernels}})
    list(TRANSFORM sources PREPEND "${xnnpack_SOURCE_DIR}/")
    target_sources(${target} PRIVATE ${sources})
    set_source_files_properties(${sources} PROPERTIES COMPILE_OPTIONS "${xnnpack_flags_${kernels}}")
  endforeach()
  target_include_directories(${target} BEFORE PRIVATE "${xnnpack_SOURCE_DIR}/src")
  target_include_directories(${target} SYSTEM PUBLIC "${xnnpack_SOURCE_DIR}/include" "${pthreadpool_SOURCE_DIR}/include")
  target_include_directories(${target} PRIVATE "${fxdiv_SOURCE_DIR}/include")
  target_compile_definitions(${target} PRIVATE XNN_LOG_LEVEL=0 XNN_ENABLE_SPARSE=1 XNN_ENABLE_MEMOPT=1
    XNN_ENABLE_GEMM_M_SPECIALIZATION=1 XNN_ENABLE_DWCONV_MULTIPASS=0 XNN_ENABLE_ASSEMBLY=0
    PTHREADPOOL_NO_DEPRECATED_API=1 FXDIV_USE_INLINE_ASSEMBLY=0)
  # What is not called falls away function by function, and what only that would call need not exist.
  target_compile_options(${target} PRIVATE -w -ffunction-sections -fdata-sections)
  set_target_properties(${target} PROPERTIES C_STANDARD 11 CXX_STANDARD 17)
endfunction()

# Upstream derives this identifier from its sources to guard saved weight caches, which Inkling does not use.
set(build_identifier "${CMAKE_CURRENT_BINARY_DIR}/xnnpack_build_identifier.c")
file(WRITE "${build_identifier}.new" "#include <stdbool.h>\n#include <stddef.h>\n"
  "#include <stdint.h>\n"
  "size_t xnn_experimental_get_build_identifier_size(void) { return 0; }\n"
  "const void* xnn_experimental_get_build_identifier_data(void) { return NULL; }\n"
  "bool xnn_experimental_check_build_identifier(const void* data, size_t size) { (void)data; return size == 0; }\n")
file(COPY_FILE "${build_identifier}.new" "${build_identifier}" ONLY_IF_DIFFERENT)

if(EMSCRIPTEN)
  foreach(variant simd128 relaxed)
    inkling_xnnpack(XNNPACK_${variant} wasm ${variant})
    target_compile_definitions(XNNPACK_${variant} PRIVATE XNN_ENABLE_CPUINFO=0)
  endforeach()
  target_compile_options(XNNPACK_relaxed PRIVATE -mrelaxed-simd)
elseif(CMAKE_SYSTEM_NAME STREQUAL "Linux" AND CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  add_subdirectory("${cpuinfo_SOURCE_DIR}" "${CMAKE_BINARY_DIR}/cpuinfo" EXCLUDE_FROM_ALL)
  set(xnnpack_flags_sse2 -O2 -fno-math-errno)
  set(xnnpack_flags_avx -O2 -fno-math-errno -mavx -mno-avx2 -mno-fma -mno-f16c)
  set(xnnpack_flags_fma3 -O2 -fno-math-errno -mf16c -mfma -mno-avx2)
  set(xnnpack_flags_avx512f -O2 -fno-math-errno -mavx512f)
  inkling_xnnpack(XNNPACK sse2 avx fma3 avx512f)
  target_compile_definitions(XNNPACK PRIVATE XNN_ENABLE_CPUINFO=1 XNN_ENABLE_AVX512F=1)
  target_link_libraries(XNNPACK PRIVATE cpuinfo)
  target_link_options(XNNPACK INTERFACE -Wl,--gc-sections)
else()
  foreach(part BUILD_TESTS BUILD_BENCHMARKS BUILD_ALL_MICROKERNELS ENABLE_KLEIDIAI)
    set(XNNPACK_${part} OFF CACHE INTERNAL "")
  endforeach()
  set(XNNPACK_LIBRARY_TYPE static CACHE INTERNAL "")
  set(CPUINFO_SOURCE_DIR "${cpuinfo_SOURCE_DIR}" CACHE INTERNAL "")
  set(FXDIV_SOURCE_DIR "${fxdiv_SOURCE_DIR}" CACHE INTERNAL "")
  set(PTHREADPOOL_SOURCE_DIR "${pthreadpool_SOURCE_DIR}" CACHE INTERNAL "")
  add_subdirectory("${xnnpack_SOURCE_DIR}" "${CMAKE_BINARY_DIR}/xnnpack" EXCLUDE_FROM_ALL)
  target_include_directories(XNNPACK SYSTEM INTERFACE "${xnnpack_SOURCE_DIR}/include")
endif()

# The target `XNNPACK`: natively upstream's own build, for wasm a build of our own over upstream's lists of kernels,
# because upstream's CMakeLists.txt does not know Emscripten. The linker keeps what is called and drops the rest.

if(NOT EMSCRIPTEN)
  set(XNNPACK_BUILD_TESTS OFF CACHE INTERNAL "")
  set(XNNPACK_BUILD_BENCHMARKS OFF CACHE INTERNAL "")
  set(XNNPACK_BUILD_ALL_MICROKERNELS OFF CACHE INTERNAL "")
  set(XNNPACK_LIBRARY_TYPE static CACHE INTERNAL "")
  set(XNNPACK_ENABLE_KLEIDIAI OFF CACHE INTERNAL "")
  set(CPUINFO_SOURCE_DIR "${cpuinfo_SOURCE_DIR}" CACHE INTERNAL "")
  set(FXDIV_SOURCE_DIR "${fxdiv_SOURCE_DIR}" CACHE INTERNAL "")
  set(PTHREADPOOL_SOURCE_DIR "${pthreadpool_SOURCE_DIR}" CACHE INTERNAL "")
  set(CPUINFO_LOG_LEVEL none CACHE INTERNAL "")
  add_subdirectory("${xnnpack_SOURCE_DIR}" "${CMAKE_BINARY_DIR}/xnnpack" EXCLUDE_FROM_ALL)
  target_include_directories(XNNPACK SYSTEM INTERFACE "${xnnpack_SOURCE_DIR}/include")
  return()
endif()

include("${xnnpack_SOURCE_DIR}/cmake/gen/scalar_microkernels.cmake")
set(kernels ${PROD_SCALAR_MICROKERNEL_SRCS})
if(INKLING_SIMD STREQUAL "relaxed")
  # The relaxed build falls back to SIMD128 kernels where no relaxed one exists.
  include("${xnnpack_SOURCE_DIR}/cmake/gen/wasmrelaxedsimd_microkernels.cmake")
  list(APPEND kernels ${PROD_WASMRELAXEDSIMD_MICROKERNEL_SRCS})
endif()
include("${xnnpack_SOURCE_DIR}/cmake/gen/wasmsimd_microkernels.cmake")
list(APPEND kernels ${PROD_WASMSIMD_MICROKERNEL_SRCS})
list(TRANSFORM kernels PREPEND "${xnnpack_SOURCE_DIR}/")
file(GLOB common CONFIGURE_DEPENDS
  "${xnnpack_SOURCE_DIR}/src/*.c"
  "${xnnpack_SOURCE_DIR}/src/configs/*.c"
  "${xnnpack_SOURCE_DIR}/src/enums/*.c"
  "${xnnpack_SOURCE_DIR}/src/operators/*.c"
  "${xnnpack_SOURCE_DIR}/src/reference/*.cc"
  "${xnnpack_SOURCE_DIR}/src/tables/*.c")

# Upstream derives this identifier from its sources to guard saved weight caches, which Inkling does not use.
set(identifier "${CMAKE_CURRENT_BINARY_DIR}/xnnpack_build_identifier.c")
file(WRITE "${identifier}.new" "#include <stdbool.h>\n#include <stddef.h>\n"
  "#include <stdint.h>\n"
  "size_t xnn_experimental_get_build_identifier_size(void) { return 0; }\n"
  "const void* xnn_experimental_get_build_identifier_data(void) { return NULL; }\n"
  "bool xnn_experimental_check_build_identifier(const void* data, size_t size) { (void)data; return size == 0; }\n")
file(COPY_FILE "${identifier}.new" "${identifier}" ONLY_IF_DIFFERENT)

# Two wasm kernels include <arm_neon.h> by mistake; this stands in for it.
set(stand_in "${CMAKE_CURRENT_BINARY_DIR}/xnnpack_stand_in")
file(WRITE "${stand_in}/arm_neon.h.new" "#include <wasm_simd128.h>\n")
file(COPY_FILE "${stand_in}/arm_neon.h.new" "${stand_in}/arm_neon.h" ONLY_IF_DIFFERENT)

# pthreadpool without threads: wasm on GitHub Pages has none.
add_library(XNNPACK STATIC ${kernels} ${common} "${identifier}" "${pthreadpool_SOURCE_DIR}/src/shim.c")
target_include_directories(XNNPACK BEFORE PRIVATE "${stand_in}" "${xnnpack_SOURCE_DIR}/src")
target_include_directories(XNNPACK SYSTEM PUBLIC
  "${xnnpack_SOURCE_DIR}/include" "${pthreadpool_SOURCE_DIR}/include")
target_include_directories(XNNPACK PRIVATE "${fxdiv_SOURCE_DIR}/include")
target_compile_definitions(XNNPACK PRIVATE
  XNN_ENABLE_CPUINFO=0 XNN_LOG_LEVEL=0 XNN_ENABLE_SPARSE=1 XNN_ENABLE_MEMOPT=1 XNN_ENABLE_GEMM_M_SPECIALIZATION=1
  XNN_ENABLE_DWCONV_MULTIPASS=0 XNN_ENABLE_ASSEMBLY=0)
target_compile_options(XNNPACK PRIVATE -w)
# Only the kernels are hot; what sets them up is built for size.
set_source_files_properties(${common} PROPERTIES COMPILE_OPTIONS -Os)
set_target_properties(XNNPACK PROPERTIES C_STANDARD 11 CXX_STANDARD 17)

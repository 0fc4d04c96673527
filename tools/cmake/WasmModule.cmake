# inkling_wasm_module(<target> <variant> <exports> [<link option>…]): links the executable <target> as an ES module with its
# .wasm beside it, in build/web/<variant>.  <exports> are the C functions that JavaScript calls, separated by commas.
function(inkling_wasm_module target variant exports)
  set_target_properties(${target} PROPERTIES SUFFIX ".mjs" RUNTIME_OUTPUT_DIRECTORY "${CMAKE_SOURCE_DIR}/build/web/${variant}")
  target_link_options(${target} PRIVATE
    -O3 -fno-exceptions --no-entry
    -sSTRICT=1 -sMODULARIZE=1 -sEXPORT_ES6=1 -sENVIRONMENT=web,worker,node -sINCOMING_MODULE_JS_API=wasmBinary,locateFile,instantiateWasm
    -sFILESYSTEM=0 -sALLOW_MEMORY_GROWTH=1 -sMALLOC=emmalloc -sDYNAMIC_EXECUTION=0 -sSTACK_SIZE=262144
    -sEXPORTED_RUNTIME_METHODS=HEAPU8,UTF8ToString
    "-sEXPORTED_FUNCTIONS=${exports}" ${ARGN})
endfunction()

# inkling_wasm_modules(<name> <objects> <exports> [<link option>…]): the same of the object library <objects>, as
# <name>.simd128.mjs and <name>.relaxed.mjs.  Only XNNPACK's kernels and the convolutions differ between the two:
# everything else is compiled once.
function(inkling_wasm_modules name objects exports)
  foreach(variant simd128 relaxed)
    set(target ${name}.${variant})
    add_executable(${target} $<TARGET_OBJECTS:${objects}>)
    target_link_libraries(${target} PRIVATE ${objects} convolution_${variant} XNNPACK_${variant})
    inkling_wasm_module(${target} ${variant} "${exports}" "-Wl,--Map=${CMAKE_BINARY_DIR}/${target}.map" ${ARGN})
  endforeach()
endfunction()

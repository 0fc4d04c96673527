# inkling_wasm_module(<target> <name> <exports>): links <target> as an ES module <name>.<simd>.mjs with its .wasm beside.
# <exports> are the C functions that JavaScript calls, separated by commas.
function(inkling_wasm_module target name exports)
  set_target_properties(${target} PROPERTIES OUTPUT_NAME "${name}.${INKLING_SIMD}" SUFFIX ".mjs"
    RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
  target_link_options(${target} PRIVATE
    -O3 -fno-exceptions --no-entry
    -sSTRICT=1 -sMODULARIZE=1 -sEXPORT_ES6=1 -sENVIRONMENT=web,worker,node -sINCOMING_MODULE_JS_API=wasmBinary,locateFile,instantiateWasm
    -sFILESYSTEM=0 -sALLOW_MEMORY_GROWTH=1 -sMALLOC=emmalloc -sDYNAMIC_EXECUTION=0 -sSTACK_SIZE=262144
    -sEXPORTED_RUNTIME_METHODS=HEAPU8,UTF8ToString
    "-sEXPORTED_FUNCTIONS=${exports}")
endfunction()

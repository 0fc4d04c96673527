# How everything for WebAssembly is compiled: with SIMD128, and with the clang that emcc would call and the flags that it
# would add, as emcc takes a second to start, for every file.  Linking stays emcc's.

add_compile_options(-msimd128 -ffunction-sections)
set(CMAKE_POSITION_INDEPENDENT_CODE OFF)

foreach(language C CXX)
  if(language STREQUAL "C")
    set(source "${CMAKE_BINARY_DIR}/as-emcc-compiles.c")
  else()
    set(source "${CMAKE_BINARY_DIR}/as-emcc-compiles.cpp")
  endif()
  file(WRITE "${source}" "")
  execute_process(COMMAND "${CMAKE_${language}_COMPILER}" -v -c "${source}" -o "${source}.o"
    ERROR_VARIABLE said RESULT_VARIABLE status)
  # emcc's first line is "PATH/clang FLAGS… -v -c SOURCE -o OUTPUT".
  string(REGEX MATCH "([^\n]*clang[^\n]*) -v -c [^\n]*as-emcc-compiles" call "${said}")
  if(NOT status EQUAL 0 OR NOT call)
    message(STATUS "${CMAKE_${language}_COMPILER} does not say which clang it calls: compiling through it, which is slower")
    return()
  endif()
  string(STRIP "${CMAKE_MATCH_1}" call)
  separate_arguments(call UNIX_COMMAND "${call}")
  # The launcher is given emcc's path first, and takes its place.
  list(JOIN call "' '" quoted)
  set(launcher "${CMAKE_BINARY_DIR}/compile-wasm-${language}")
  file(CONFIGURE OUTPUT "${launcher}" CONTENT "#!/bin/sh\nshift\nexec '${quoted}' \"$@\"\n" @ONLY)
  file(CHMOD "${launcher}" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
  set(CMAKE_${language}_COMPILER_LAUNCHER "${launcher}")
endforeach()

# The third-party libraries, prebuilt in the cache and imported from there, so that a second clone builds only what is
# Inkling's own.  They lie under a hash of all that makes them: their sources' hashes and the flags (both in the files
# hashed here), and the compiler.

# The folder that outlives a clone, as in tools/lib/common.sh.
if(DEFINED ENV{INKLING_CACHE})
  set(inkling_cache "$ENV{INKLING_CACHE}")
elseif(DEFINED ENV{XDG_CACHE_HOME})
  set(inkling_cache "$ENV{XDG_CACHE_HOME}/inkling")
else()
  set(inkling_cache "$ENV{HOME}/.cache/inkling")
endif()

set(made_by "${CMAKE_CXX_COMPILER} ${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION} ${CMAKE_SYSTEM_NAME}"
  " ${CMAKE_SYSTEM_PROCESSOR} ${CMAKE_BUILD_TYPE} ${CMAKE_C_FLAGS} ${CMAKE_CXX_FLAGS} ${CMAKE_GENERATOR}")
file(GLOB parts "${CMAKE_SOURCE_DIR}/tools/cmake/*.cmake" "${CMAKE_SOURCE_DIR}/tools/cmake/third-party/*")
list(FILTER parts EXCLUDE REGEX "/(EmbedFile|OwnCode|ThirdParty|WasmModule)\\.cmake$")
list(APPEND parts "${CMAKE_SOURCE_DIR}/web/app/imgui_config.h")
foreach(part ${parts})
  file(SHA256 "${part}" hash)
  list(APPEND made_by ${hash})
endforeach()
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${parts})
string(SHA256 key "${made_by}")
string(SUBSTRING ${key} 0 16 key)
if(EMSCRIPTEN)
  set(built "${inkling_cache}/built/wasm-${key}")
else()
  set(built "${inkling_cache}/built/native-${key}")
endif()

# Two clones at a time would write the same files.
file(MAKE_DIRECTORY "${built}")
file(LOCK "${built}" DIRECTORY GUARD FILE)
if(NOT EXISTS "${built}/complete")
  message(STATUS "Building the third-party libraries into ${built}")
  set(configure "${CMAKE_COMMAND}" -S "${CMAKE_SOURCE_DIR}/tools/cmake/third-party" -B "${built}" -G "${CMAKE_GENERATOR}"
    "-DCMAKE_BUILD_TYPE=${CMAKE_BUILD_TYPE}" "-DCMAKE_C_FLAGS=${CMAKE_C_FLAGS}" "-DCMAKE_CXX_FLAGS=${CMAKE_CXX_FLAGS}"
    "-Dinkling_cache=${inkling_cache}")
  if(CMAKE_TOOLCHAIN_FILE)
    list(APPEND configure "-DCMAKE_TOOLCHAIN_FILE=${CMAKE_TOOLCHAIN_FILE}")
  else()
    list(APPEND configure "-DCMAKE_C_COMPILER=${CMAKE_C_COMPILER}" "-DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER}")
  endif()
  if(DEFINED INKLING_SOURCES)
    list(APPEND configure "-DINKLING_SOURCES=${INKLING_SOURCES}")
  endif()
  execute_process(COMMAND ${configure} COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND "${CMAKE_COMMAND}" --build "${built}" COMMAND_ERROR_IS_FATAL ANY)
  file(GLOB_RECURSE objects "${built}/*.o")
  file(REMOVE ${objects})
  file(TOUCH "${built}/complete")
endif()
file(LOCK "${built}" DIRECTORY RELEASE)

if(NOT EMSCRIPTEN)
  find_package(Threads REQUIRED)
endif()
include("${built}/sources.cmake")
include("${built}/libraries.cmake")

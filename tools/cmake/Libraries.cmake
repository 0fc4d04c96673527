# Targets for the small third-party libraries; XNNPACK has its own file.

add_library(yyjson STATIC "${yyjson_SOURCE_DIR}/src/yyjson.c")
target_include_directories(yyjson SYSTEM PUBLIC "${yyjson_SOURCE_DIR}/src")
# Only plain reading and writing of JSON text is used.
target_compile_definitions(yyjson PUBLIC YYJSON_DISABLE_UTILS=1 YYJSON_DISABLE_NON_STANDARD=1)

add_library(stb INTERFACE)
target_include_directories(stb SYSTEM INTERFACE "${stb_SOURCE_DIR}")

if(NOT EMSCRIPTEN)
  add_library(eigen INTERFACE)
  target_include_directories(eigen SYSTEM INTERFACE "${eigen_SOURCE_DIR}")

  add_library(cli11 INTERFACE)
  target_include_directories(cli11 SYSTEM INTERFACE "${cli11_SOURCE_DIR}/include")

  add_subdirectory("${catch2_SOURCE_DIR}" "${CMAKE_BINARY_DIR}/catch2" EXCLUDE_FROM_ALL)
  list(APPEND CMAKE_MODULE_PATH "${catch2_SOURCE_DIR}/extras")
endif()

# Targets for the small third-party libraries; XNNPACK has its own file.

add_library(yyjson STATIC "${yyjson_SOURCE_DIR}/src/yyjson.c")
target_include_directories(yyjson SYSTEM PUBLIC "${yyjson_SOURCE_DIR}/src")
# Only plain reading and writing of JSON text is used.
target_compile_definitions(yyjson PUBLIC YYJSON_DISABLE_UTILS=1 YYJSON_DISABLE_NON_STANDARD=1)
if(EMSCRIPTEN)
  # The page reads a few KB of JSON: unrolled and inlined for speed, yyjson would be a quarter of it.
  target_compile_options(yyjson PRIVATE -Oz)
  target_compile_definitions(yyjson PRIVATE yyjson_inline=inline YYJSON_DISABLE_FAST_FP_CONV=1)
  # See engine/core/wasm_numbers.cpp.
  target_compile_definitions(yyjson PRIVATE strtod=inkling_strtod snprintf=inkling_snprintf)
endif()

# zlib; natively also, from its contrib folder, the reading half of minizip, which wants files.
file(GLOB zlib_sources CONFIGURE_DEPENDS "${zlib_SOURCE_DIR}/*.c")
set(minizip "${zlib_SOURCE_DIR}/contrib/minizip")
if(NOT EMSCRIPTEN)
  list(APPEND zlib_sources "${minizip}/unzip.c" "${minizip}/ioapi.c")
endif()
add_library(zlib STATIC ${zlib_sources})
target_include_directories(zlib SYSTEM PUBLIC "${zlib_SOURCE_DIR}" "${minizip}")
target_compile_definitions(zlib PRIVATE HAVE_UNISTD_H=1 NOCRYPT NOUNCRYPT)
target_compile_options(zlib PRIVATE -w)

add_library(stb INTERFACE)
target_include_directories(stb SYSTEM INTERFACE "${stb_SOURCE_DIR}")

if(EMSCRIPTEN)
  # Bitcode, so that the linker keeps of it what the page shows.
  add_library(imgui STATIC
    "${imgui_SOURCE_DIR}/imgui.cpp"
    "${imgui_SOURCE_DIR}/imgui_draw.cpp"
    "${imgui_SOURCE_DIR}/imgui_tables.cpp"
    "${imgui_SOURCE_DIR}/imgui_widgets.cpp")
  target_include_directories(imgui SYSTEM PUBLIC "${imgui_SOURCE_DIR}")
  target_compile_definitions(imgui PRIVATE IMGUI_USER_CONFIG="${inkling_source_dir}/web/app/imgui_config.h")
  target_compile_options(imgui PRIVATE -Oz -flto -fno-exceptions -fno-rtti)
else()
  find_package(Threads REQUIRED)

  add_library(eigen INTERFACE)
  target_include_directories(eigen SYSTEM INTERFACE "${eigen_SOURCE_DIR}")

  # Compiled once: its headers alone would cost every command five seconds.
  add_library(cli11 STATIC "${cli11_SOURCE_DIR}/src/Precompile.cpp")
  target_include_directories(cli11 SYSTEM PUBLIC "${cli11_SOURCE_DIR}/include")
  target_compile_definitions(cli11 PUBLIC CLI11_COMPILE)
  target_compile_options(cli11 PRIVATE -w -Os)

  file(GLOB toml11_sources CONFIGURE_DEPENDS "${toml11_SOURCE_DIR}/src/*.cpp")
  add_library(toml11 STATIC ${toml11_sources})
  target_include_directories(toml11 SYSTEM PUBLIC "${toml11_SOURCE_DIR}/include")
  target_compile_definitions(toml11 PUBLIC TOML11_COMPILE_SOURCES)
  target_compile_options(toml11 PRIVATE -w -O1)
  set_target_properties(toml11 PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 0)

  # Four functions of BLAS are left for who links it: trainer/baselines/blas.cpp has them.
  add_library(liblinear STATIC "${liblinear_SOURCE_DIR}/linear.cpp" "${liblinear_SOURCE_DIR}/tron.cpp")
  target_include_directories(liblinear SYSTEM PUBLIC "${liblinear_SOURCE_DIR}")
  target_compile_options(liblinear PRIVATE -w)

  # The forest for classes alone, without what binds it to R.
  set(ranger_sources utility.cpp Data.cpp Forest.cpp ForestClassification.cpp Tree.cpp TreeClassification.cpp)
  list(TRANSFORM ranger_sources PREPEND "${ranger_SOURCE_DIR}/src/")
  add_library(ranger STATIC ${ranger_sources})
  target_include_directories(ranger SYSTEM PUBLIC "${ranger_SOURCE_DIR}/src")
  target_compile_options(ranger PRIVATE -w)
  target_link_libraries(ranger PUBLIC Threads::Threads)

  add_library(httplib INTERFACE)
  target_include_directories(httplib SYSTEM INTERFACE "${httplib_SOURCE_DIR}")
  target_link_libraries(httplib INTERFACE Threads::Threads)

  add_subdirectory("${catch2_SOURCE_DIR}" "${CMAKE_BINARY_DIR}/catch2")
  set_target_properties(Catch2 PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 16)
  target_compile_options(Catch2 PRIVATE -O1)
endif()

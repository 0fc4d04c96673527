# Every third-party source that Inkling builds with: its version and the hash of each archive it may come from.
#
# INKLING_SOURCES is the one switch: `upstream` fetches from the projects themselves, `debian` takes the same
# versions from Debian's source packages through apt-get. Archives and what is unpacked from them are kept outside the
# build folder, in `inkling_cache`, so a second build touches no network.

include(FetchContent)

if(EXISTS /etc/debian_version AND EXISTS /usr/lib/apt/apt-helper AND EXISTS /etc/apt/sources.list.d/debian.sources)
  set(INKLING_DEFAULT_SOURCES debian)
else()
  set(INKLING_DEFAULT_SOURCES upstream)
endif()
set(INKLING_SOURCES ${INKLING_DEFAULT_SOURCES} CACHE STRING "Where third-party sources come from: upstream or debian")
set_property(CACHE INKLING_SOURCES PROPERTY STRINGS upstream debian)

# inkling_source(<name> VERSION <text>
#                UPSTREAM <url> <sha256> | UPSTREAM_GIT <url> <commit>
#                DEBIAN <source package> <suite> <archive> <sha256> [<suite> <archive> <sha256>]…)
# Sets <name>_SOURCE_DIR to the unpacked source. A git commit names its content by hash, as SHA-256 does for archives.
function(inkling_source name)
  cmake_parse_arguments(SOURCE "" "VERSION" "UPSTREAM;UPSTREAM_GIT;DEBIAN" ${ARGN})
  if(INKLING_SOURCES STREQUAL "debian")
    list(POP_FRONT SOURCE_DEBIAN package)
    inkling_debian_archive(${package} archive hash ${SOURCE_DEBIAN})
    set(origin URL "file://${archive}" URL_HASH SHA256=${hash})
  elseif(SOURCE_UPSTREAM)
    list(GET SOURCE_UPSTREAM 0 url)
    list(GET SOURCE_UPSTREAM 1 hash)
    set(origin URL ${url} URL_HASH SHA256=${hash})
  else()
    list(GET SOURCE_UPSTREAM_GIT 0 url)
    list(GET SOURCE_UPSTREAM_GIT 1 hash)
    set(origin GIT_REPOSITORY ${url} GIT_TAG ${hash} GIT_SUBMODULES "")
  endif()

  string(SUBSTRING ${hash} 0 12 short)
  set(folder "${inkling_cache}/sources/${name}-${short}")
  file(LOCK "${inkling_cache}/sources" DIRECTORY GUARD FUNCTION)
  if(NOT EXISTS "${folder}")
    message(STATUS "Fetching ${name} ${SOURCE_VERSION} (${INKLING_SOURCES})")
    # Unpacked beside its place and moved there, so that an interrupted run leaves nothing half-done.
    file(REMOVE_RECURSE "${folder}.unfinished")
    FetchContent_Populate(${name} QUIET ${origin}
      SOURCE_DIR "${folder}.unfinished"
      BINARY_DIR "${CMAKE_BINARY_DIR}/_deps/${name}-build"
      SUBBUILD_DIR "${CMAKE_BINARY_DIR}/_deps/${name}-subbuild")
    file(REMOVE_RECURSE "${CMAKE_BINARY_DIR}/_deps/${name}-subbuild")
    file(RENAME "${folder}.unfinished" "${folder}")
  endif()
  set(${name}_SOURCE_DIR "${folder}" PARENT_SCOPE)
  file(APPEND "${CMAKE_BINARY_DIR}/sources.cmake" "set(${name}_SOURCE_DIR \"${folder}\")\n")
endfunction()

file(WRITE "${CMAKE_BINARY_DIR}/sources.cmake" "")

# The first of the archives that is cached or can be had.
function(inkling_debian_archive package archive_variable hash_variable)
  set(candidates ${ARGN})
  while(candidates)
    list(POP_FRONT candidates suite file hash)
    execute_process(
      COMMAND "${inkling_source_dir}/tools/lib/fetch-debian-source" ${package} ${suite} ${file} ${hash}
      OUTPUT_VARIABLE archive OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_VARIABLE log RESULT_VARIABLE status)
    if(status EQUAL 0)
      set(${archive_variable} "${archive}" PARENT_SCOPE)
      set(${hash_variable} ${hash} PARENT_SCOPE)
      return()
    endif()
    string(APPEND logs "${log}")
  endwhile()
  message(FATAL_ERROR "No archive of ${package} could be had from Debian:\n${logs}"
    "Configure with -DINKLING_SOURCES=upstream to fetch it from its own project.")
endfunction()

inkling_source(xnnpack VERSION "2024-11-08"
  UPSTREAM_GIT https://github.com/google/XNNPACK.git 4ea82e595b36106653175dcb04b2aa532660d0d8
  DEBIAN xnnpack trixie xnnpack_0.0~git20241108.4ea82e5.orig.tar.xz
    90bde2caef0f880f627bab0dc805a86c4b8070cd98e3243db3046ab3f3be1a99)
inkling_source(pthreadpool VERSION "2024-06-16"
  UPSTREAM_GIT https://github.com/Maratyszcza/pthreadpool.git 560c60d342a76076f0557a3946924c6478470044
  DEBIAN pthreadpool trixie pthreadpool_0.0~git20240616.560c60d.orig.tar.xz
    4cc3cbd933b28131d2a34edc54f76af9fb41bc490af5eae1a5bd3cd07ea90708)
inkling_source(fxdiv VERSION "2020-04-17"
  UPSTREAM https://github.com/Maratyszcza/FXdiv/archive/b408327ac2a15ec3e43352421954f5b1967701d1.zip
    ab7dfb08829bee33dca38405d647868fb214ac685e379ec7ef2bebcd234cd44d
  DEBIAN fxdiv trixie fxdiv_0.0~git20200417.b408327.orig.tar.xz
    7953482badaf4cb34026c3487c257b8e4ab2df061c019bd6fabbbc12ad52c44b)
inkling_source(stb VERSION "2024-11-09"
  UPSTREAM https://github.com/nothings/stb/archive/5c205738c191bcb0abc65c4febfa9bd25ff35234.tar.gz
    cfeab9f800961882d6d22ddf36e965523b33002f4f937de08321304c9ba72af3
  DEBIAN libstb trixie libstb_0.0~git20241109.5c20573+ds.orig.tar.xz
    a3a5820445a7dd063516bb542a5cd54ced8efc9c5a30bfbaae1bab6dec2c1a74)
inkling_source(yyjson VERSION "0.10.0"
  UPSTREAM https://github.com/ibireme/yyjson/archive/refs/tags/0.10.0.tar.gz
    0d901cb2c45c5586e3f3a4245e58c2252d6b24bf4b402723f6179523d389b165
  DEBIAN yyjson trixie yyjson_0.10.0+ds.orig.tar.xz
    ae6fde69a193e10afab426ef13f113d6903446405f9db9ee98bfb572bd6c961a)
inkling_source(zlib VERSION "1.3.1"
  UPSTREAM https://github.com/madler/zlib/releases/download/v1.3.1/zlib-1.3.1.tar.gz
    9a93b2b7dfdac77ceba5a558a580e74667dd6fede4585b91eefb60f03b72df23
  DEBIAN zlib trixie zlib_1.3.dfsg+really1.3.1.orig.tar.gz
    60dd315c07f616887caa029408308a018ace66e3d142726a97db164b3b8f69fb)

if(EMSCRIPTEN)
  inkling_source(imgui VERSION "1.90.1"
    UPSTREAM https://github.com/ocornut/imgui/archive/v1.90.1.tar.gz
      21dcc985bb2ae8fe48047c86135dbc438d6980a8f2e08babbda5be820592f282
    DEBIAN imgui trixie imgui_1.90.1+ds.orig.tar.xz
      ecce377df0f90b292f15dcbd83d438bddc162b2388c881132bde18c787572a1c)
else()
  # Debian's stable suites name archives of cpuinfo that its mirrors do not always hold: the first that is there serves.
  inkling_source(cpuinfo VERSION "2025-09-05"
    UPSTREAM https://github.com/pytorch/cpuinfo/archive/dff2616ddd49122b63abcf44d2c097483b77f861.zip
      a57f2b93704fe49ad37fa3ef5ce8208443d6b589b89653341332bcf51aa6dde3
    DEBIAN cpuinfo sid cpuinfo_0.0~git20250905.877328f.orig.tar.xz
      557ca404a3836b9f335a3a06b65ff9fe9dbaaefab7fb5c0185f53d9f33615a10
      trixie cpuinfo_0.0~git20250327.39ea79a.orig.tar.xz
      2a10028948f7f0663c56cc34405484391ee3d7ccdf09fe51d73897937b99d9d4)
  inkling_source(eigen VERSION "3.4.0"
    UPSTREAM https://gitlab.com/libeigen/eigen/-/archive/3.4.0/eigen-3.4.0.tar.bz2
      b4c198460eba6f28d34894e3a5710998818515104d6e74e5cc331ce31e46e626
    DEBIAN eigen3 trixie eigen3_3.4.0.orig.tar.bz2
      b4c198460eba6f28d34894e3a5710998818515104d6e74e5cc331ce31e46e626)
  inkling_source(cli11 VERSION "2.4.1"
    UPSTREAM https://github.com/CLIUtils/CLI11/archive/refs/tags/v2.4.1.tar.gz
      73b7ec52261ce8fe980a29df6b4ceb66243bb0b779451dbd3d014cfec9fdbb58
    DEBIAN cli11 trixie cli11_2.4.1+ds.orig.tar.xz
      0b8fbf2398875f15f30a675c7f412123a2aaa38df2863e991de72004fd5f1292)
  inkling_source(toml11 VERSION "4.4.0"
    UPSTREAM https://github.com/ToruNiina/toml11/archive/refs/tags/v4.4.0.tar.gz
      815bfe6792aa11a13a133b86e7f0f45edc5d71eb78f5fb6686c49c7f792b9049
    DEBIAN toml11 trixie toml11_4.4.0.orig.tar.gz
      815bfe6792aa11a13a133b86e7f0f45edc5d71eb78f5fb6686c49c7f792b9049)
  inkling_source(liblinear VERSION "2.30"
    UPSTREAM https://github.com/cjlin1/liblinear/archive/v230.tar.gz
      9b57710078206d4dbbe75e9015d4cf7fabe4464013fe0e89b8a2fe40038f8f51
    DEBIAN liblinear trixie liblinear_2.3.0+dfsg.orig.tar.xz
      8e3b935fdf638c6269111f0c9f3da6a8074b2b34c640f24108f38a13322d9039)
  inkling_source(ranger VERSION "0.17.0"
    UPSTREAM https://cran.r-project.org/src/contrib/Archive/ranger/ranger_0.17.0.tar.gz
      d48cdf4ce4917af93d9fe221c25d11089f5139ed765bbbff43e7b4fe58a09d36
    DEBIAN r-cran-ranger trixie r-cran-ranger_0.17.0.orig.tar.gz
      d48cdf4ce4917af93d9fe221c25d11089f5139ed765bbbff43e7b4fe58a09d36)
  inkling_source(httplib VERSION "0.18.7"
    UPSTREAM https://github.com/yhirose/cpp-httplib/archive/refs/tags/v0.18.7.tar.gz
      b7b1e9e4e77565a5a9bc95e761d5df3e7c0e8ca37c90fd78b1b031bc6cb90fc1
    DEBIAN cpp-httplib trixie cpp-httplib_0.18.7.orig.tar.xz
      c88f6495da71e778c82c22995b547a92ceb41cc4016f9028df67106a24b9210d)
  inkling_source(catch2 VERSION "3.7.1"
    UPSTREAM https://github.com/catchorg/Catch2/archive/v3.7.1.tar.gz
      c991b247a1a0d7bb9c39aa35faf0fe9e19764213f28ffba3109388e62ee0269c
    DEBIAN catch2 trixie catch2_3.7.1.orig.tar.gz
      c991b247a1a0d7bb9c39aa35faf0fe9e19764213f28ffba3109388e62ee0269c)
endif()

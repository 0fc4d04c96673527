# inkling_embed_file(<target> <file> <symbol>): puts a file's bytes into <target> as
#   extern const unsigned char <symbol>[];  extern const unsigned long long <symbol>_size;
function(inkling_embed_file target file symbol)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
  file(READ "${file}" bytes HEX)
  file(SIZE "${file}" size)
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
  string(REGEX REPLACE "(0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,)" "\\1\n"
    bytes "${bytes}")
  set(source "${CMAKE_CURRENT_BINARY_DIR}/${symbol}.c")
  file(CONFIGURE OUTPUT "${source}" CONTENT
    "const unsigned char ${symbol}[] = {\n${bytes}};\nconst unsigned long long ${symbol}_size = ${size};\n" @ONLY)
  target_sources(${target} PRIVATE "${source}")
endfunction()

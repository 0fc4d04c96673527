# What all of our own code is compiled with.

# inkling_own_code(<target>): warnings are errors, and arithmetic is the same on every machine.
function(inkling_own_code target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Werror)
  # Multiply and add stay two roundings, so that ink becomes the same 28x28 natively and in wasm, bit for bit.
  target_compile_options(${target} PRIVATE -ffp-contract=off)
  # Nobody reads errno or the processor's floating-point flags; without them g++ vectorises comparisons and square
  # roots.  No result changes.
  target_compile_options(${target} PRIVATE -fno-math-errno -fno-trapping-math)
  target_include_directories(${target} PUBLIC "${CMAKE_SOURCE_DIR}")
endfunction()

# inkling_without_exceptions(<target>): the engine's house rule.
function(inkling_without_exceptions target)
  target_compile_options(${target} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions -fno-rtti>)
endfunction()

# inkling_precompiled(<target> [<header>…]): the standard library's headers that half of the files include, and these, are
# read once.  Each file still includes what it uses.
function(inkling_precompiled target)
  set(headers <algorithm> <array> <cmath> <cstdint> <expected> <functional> <map> <memory> <optional> <span> <string>
    <string_view> <utility> <vector> ${ARGN})
  list(TRANSFORM headers REPLACE "<(.*)>" "$<$<COMPILE_LANGUAGE:CXX>:<\\1$<ANGLE-R>>")
  target_precompile_headers(${target} PRIVATE ${headers})
  # g++ 12 finds fault with its own strings when they come precompiled.
  target_compile_options(${target} PRIVATE
    $<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread -Wno-restrict>)
endfunction()

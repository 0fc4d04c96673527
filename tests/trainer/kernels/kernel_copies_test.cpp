// The copies of the kernels are compiled for different instruction sets.  A symbol that the linker may merge
// (an inline function, a template) in two of them would let a machine run instructions that it does not have.
#include <catch2/catch_test_macros.hpp>
#include <cstdio>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace {

// The symbols that an object file defines for others, with nm's letter for their kind.
std::map<std::string, char> shared_symbols(const std::string& object) {
  std::map<std::string, char> symbols;
  FILE* pipe =
      popen((std::string(INKLING_NM) + " --defined-only --extern-only '" + object + "'").c_str(), "r");
  REQUIRE(pipe);
  char line[4096];
  while (std::fgets(line, sizeof line, pipe)) {
    std::istringstream words(line);
    std::string address, name;
    char kind = 0;
    if (words >> address >> kind >> name) symbols[name] = kind;
  }
  REQUIRE(pclose(pipe) == 0);
  return symbols;
}

}  // namespace

TEST_CASE("No two copies of the kernels define a symbol of the same name, and none a weak one") {
  std::istringstream objects(INKLING_KERNEL_OBJECTS);
  std::map<std::string, std::string> owner;
  int copies = 0;
  for (std::string object; std::getline(objects, object, '|'); ++copies) {
    const auto symbols = shared_symbols(object);
    CHECK_FALSE(symbols.empty());
    for (const auto& [name, kind] : symbols) {
      INFO(object << " defines " << name << " as " << kind << "; so does " << owner[name]);
      CHECK(owner[name].empty());
      CHECK(std::string("WVuwv").find(kind) == std::string::npos);
      owner[name] = object;
    }
  }
#ifdef __x86_64__
  CHECK(copies == 3);
#endif
}

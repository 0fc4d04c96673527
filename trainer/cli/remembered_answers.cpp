#include "trainer/cli/remembered_answers.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <vector>

namespace inkling {
namespace {

namespace files = std::filesystem;

struct Closed {
  int descriptor;
  ~Closed() {
    if (descriptor >= 0) close(descriptor);
  }
};

// Memory that is a file's, or nobody's when there is no file.  It stays after the file is closed.
class Memory {
 public:
  Memory(int descriptor, size_t bytes)
      : bytes_(bytes),
        address_(mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                      descriptor >= 0 ? MAP_SHARED : MAP_PRIVATE | MAP_ANONYMOUS, descriptor, 0)) {}
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;
  ~Memory() {
    if (valid()) munmap(address_, bytes_);
  }

  bool valid() const { return address_ != MAP_FAILED; }
  float* floats() const { return static_cast<float*>(address_); }

 private:
  size_t bytes_;
  void* address_;
};

Result<std::shared_ptr<Memory>> map(const files::path& path, size_t bytes) {
  const auto failed = [&](const char* what) {
    return fail("%s: %s: %s", path.c_str(), what, std::strerror(errno));
  };
  Closed file{-1};
  if (!path.empty()) {
    std::error_code code;
    files::create_directories(path.parent_path(), code);
    file.descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (file.descriptor < 0) return failed("cannot be opened to keep the teacher's answers");
    struct stat found;
    if (fstat(file.descriptor, &found) != 0) return failed("cannot be measured");
    if (found.st_size != 0 && static_cast<size_t>(found.st_size) != bytes)
      return fail("%s: has %lld bytes, expected %zu: delete it, it will be made anew", path.c_str(),
                  static_cast<long long>(found.st_size), bytes);
    // All of it now: a full disk is an error here, but would end the program in the middle of a training.
    if (const int error = posix_fallocate(file.descriptor, 0, static_cast<off_t>(bytes)); error != 0) {
      errno = error;
      return failed("cannot be made large enough for the teacher's answers");
    }
  }
  auto memory = std::make_shared<Memory>(file.descriptor, bytes);
  if (!memory->valid()) return failed("cannot be mapped into memory");
  return memory;
}

bool known(std::span<const float> answer) {
  return std::ranges::any_of(answer, [](float value) { return value != 0; });
}

// The part of a question to which there is no answer yet.
struct Unanswered {
  std::vector<float> inputs;      // [images, 28, 28, planes]
  std::vector<uint32_t> samples;  // [images]
};

template <class IsUnanswered>
Unanswered unanswered_of(const trainer::Question& question, IsUnanswered is_unanswered) {
  Unanswered part;
  const size_t size = question.inputs.size() / question.samples.size();
  for (size_t at = 0; at < question.samples.size(); ++at) {
    if (!is_unanswered(question.samples[at])) continue;
    part.samples.push_back(question.samples[at]);
    part.inputs.insert(part.inputs.end(), question.inputs.begin() + static_cast<ptrdiff_t>(at * size),
                       question.inputs.begin() + static_cast<ptrdiff_t>((at + 1) * size));
  }
  return part;
}

}  // namespace

Result<trainer::Teacher> remember_answers(trainer::Teacher teacher, int distortions, size_t samples,
                                          size_t classes, const files::path& folder, uint32_t key) {
  char name[32];
  std::snprintf(name, sizeof name, "answers-%08x.f32", key);
  auto mapped =
      map(folder.empty() ? files::path() : folder / name, sizeof(float) * distortions * samples * classes);
  if (!mapped) return std::unexpected(mapped.error());
  return [memory = *mapped, teacher = std::move(teacher), samples, classes](
             const trainer::Question& question, std::span<float> logits,
             const trainer::ParallelFor& parallel_for) {
    const auto answer_of = [&](uint32_t sample) {
      return std::span(memory->floats() + (question.distortion * samples + sample) * classes, classes);
    };
    const Unanswered unanswered =
        unanswered_of(question, [&](uint32_t sample) { return !known(answer_of(sample)); });
    if (!unanswered.samples.empty()) {
      std::vector<float> answers(unanswered.samples.size() * classes);
      teacher({unanswered.inputs, unanswered.samples, question.distortion}, answers, parallel_for);
      for (size_t at = 0; at < unanswered.samples.size(); ++at)
        std::ranges::copy(std::span(answers).subspan(at * classes, classes),
                          answer_of(unanswered.samples[at]).begin());
    }
    for (size_t at = 0; at < question.samples.size(); ++at)
      std::ranges::copy(answer_of(question.samples[at]),
                        logits.begin() + static_cast<ptrdiff_t>(at * classes));
  };
}

}  // namespace inkling

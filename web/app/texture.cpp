#include "web/app/texture.h"

#include <GLES3/gl3.h>

namespace inkling::page {

void Texture::set(int width, int height, std::span<const ImU32> pixels, Between between) {
  const int filter = between == Between::blends ? GL_LINEAR : GL_NEAREST;
  if (!name_) glGenTextures(1, &name_);
  glBindTexture(GL_TEXTURE_2D, name_);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, filter);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, filter);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
}

void Texture::release() {
  if (name_) glDeleteTextures(1, &name_);
  name_ = 0;
}

}  // namespace inkling::page

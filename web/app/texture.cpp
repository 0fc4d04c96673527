#include "web/app/texture.h"

#include <GLES3/gl3.h>

namespace inkling::page {

void Texture::set(int width, int height, std::span<const ImU32> pixels) {
  if (!name_) glGenTextures(1, &name_);
  glBindTexture(GL_TEXTURE_2D, name_);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, pixels.data());
}

void Texture::release() {
  if (name_) glDeleteTextures(1, &name_);
  name_ = 0;
}

}  // namespace inkling::page

#include "web/app/renderer.h"

#include <GLES3/gl3.h>

#include <cstddef>
#include <vector>

namespace inkling::page {

namespace {

constexpr const char* vertex_shader = R"(#version 300 es
layout(location = 0) in vec2 place;
layout(location = 1) in vec2 texel;
layout(location = 2) in vec4 colour;
uniform vec2 to_clip;
out vec2 at;
out vec4 tint;
void main() {
  at = texel;
  tint = colour;
  gl_Position = vec4(place * to_clip + vec2(-1, 1), 0, 1);
}
)";

constexpr const char* fragment_shader = R"(#version 300 es
precision mediump float;
uniform sampler2D image;
in vec2 at;
in vec4 tint;
out vec4 colour;
void main() { colour = tint * texture(image, at); }
)";

void attach(GLuint program, GLenum kind, const char* source) {
  const GLuint shader = glCreateShader(kind);
  glShaderSource(shader, 1, &source, nullptr);
  glCompileShader(shader);
  glAttachShader(program, shader);
}

void take_attribute(GLuint location, int numbers, GLenum type, size_t offset) {
  glEnableVertexAttribArray(location);
  glVertexAttribPointer(location, numbers, type, type == GL_UNSIGNED_BYTE, sizeof(ImDrawVert),
                        reinterpret_cast<const void*>(offset));
}

template <class T>
void upload(GLenum target, const ImVector<T>& values) {
  glBufferData(target, values.size_in_bytes(), values.Data, GL_STREAM_DRAW);
}

GLuint texture_of(const ImDrawCmd& command) {
  return static_cast<GLuint>(reinterpret_cast<uintptr_t>(command.GetTexID()));
}

}  // namespace

void Renderer::start() {
  program_ = glCreateProgram();
  attach(program_, GL_VERTEX_SHADER, vertex_shader);
  attach(program_, GL_FRAGMENT_SHADER, fragment_shader);
  glLinkProgram(program_);
  glUseProgram(program_);
  to_clip_ = glGetUniformLocation(program_, "to_clip");

  GLuint buffers[2];
  glGenBuffers(2, buffers);
  glBindBuffer(GL_ARRAY_BUFFER, buffers[0]);
  glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, buffers[1]);
  take_attribute(0, 2, GL_FLOAT, offsetof(ImDrawVert, pos));
  take_attribute(1, 2, GL_FLOAT, offsetof(ImDrawVert, uv));
  take_attribute(2, 4, GL_UNSIGNED_BYTE, offsetof(ImDrawVert, col));

  glEnable(GL_BLEND);
  glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  glClearColor(0, 0, 0, 0);
  letters_.forget();
}

void Renderer::set_letters(int width, int height, std::span<const uint8_t> coverage) {
  std::vector<ImU32> pixels;
  pixels.reserve(coverage.size());
  for (const uint8_t alpha : coverage) pixels.push_back(IM_COL32(255, 255, 255, alpha));
  letters_.set(width, height, pixels, Texture::Between::blends);
}

void Renderer::draw(int width, int height, const ImDrawList& list) {
  glViewport(0, 0, width, height);
  glDisable(GL_SCISSOR_TEST);
  glClear(GL_COLOR_BUFFER_BIT);
  if (width <= 0 || height <= 0) return;
  glEnable(GL_SCISSOR_TEST);
  glUniform2f(to_clip_, 2.0f / static_cast<float>(width), -2.0f / static_cast<float>(height));
  upload(GL_ARRAY_BUFFER, list.VtxBuffer);
  upload(GL_ELEMENT_ARRAY_BUFFER, list.IdxBuffer);
  for (const ImDrawCmd& command : list.CmdBuffer) {
    const ImVec4& clip = command.ClipRect;
    if (clip.z <= clip.x || clip.w <= clip.y) continue;
    // WebGL counts rows from the bottom.
    glScissor(static_cast<int>(clip.x), static_cast<int>(static_cast<float>(height) - clip.w),
              static_cast<int>(clip.z - clip.x), static_cast<int>(clip.w - clip.y));
    glBindTexture(GL_TEXTURE_2D, texture_of(command));
    glDrawElements(GL_TRIANGLES, static_cast<int>(command.ElemCount), GL_UNSIGNED_INT,
                   reinterpret_cast<const void*>(command.IdxOffset * sizeof(ImDrawIdx)));
  }
}

}  // namespace inkling::page

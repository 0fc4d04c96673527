// Dear ImGui's configuration: without what a page has no use for.
#pragma once

#define IM_ASSERT(expression) ((void)(expression))
#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS
#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_DEBUG_TOOLS
#define IMGUI_DISABLE_FILE_FUNCTIONS
// A drawing may well have more than 65,536 vertices.
#define ImDrawIdx unsigned int

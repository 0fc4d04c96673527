// Every word that the app itself puts on the page.  The others are in web/site/index.html and texts.js.
#pragma once

#include <string>

#include "engine/reading/reading.h"

namespace inkling::page {

// "99 %", never more for what is not certain; "<1 %" for very little.
std::string percent(float probability);

// How sure the reading is: "99 % sure", or "Not sure: 4 or 9?".  Empty for nothing.
std::string verdict(const Reading& reading);

// The whole reading in one line, to be spoken: "7, 99 % sure".
std::string spoken(const Reading& reading);

}  // namespace inkling::page

// Every word that the app itself puts on the page.  The others are in web/site/index.html and texts.js.
#pragma once

#include <string>

#include "web/app/reader.h"

namespace inkling::page {

// "99 %", never more for what is not certain; "<1 %" for very little.
std::string percent(float probability);

// How sure the reading is: "99 % sure", "Not sure: 4 or 9?", or "Not a digit".  Empty for nothing.
std::string verdict(const Shown& shown);

// What stands before the rivals: "or", "closest", "digit 3"; empty before rivals that speak for themselves.
std::string rivals_heading(const Shown& shown);
// The digit whose rivals are shown, if any: of a number the least sure one, if it is doubtful.
const DigitReading* rivalled(const Shown& shown);

// The whole reading in one line, to be spoken: "7, 99 % sure".
std::string spoken(const Shown& shown);
// One digit of a number: "digit 2: 4, 99 % sure".
std::string spoken(const Shown& shown, size_t digit);

}  // namespace inkling::page

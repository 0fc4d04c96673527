// The reading in words.  The words themselves come from the page (web/site/texts.js) and are put together
// here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "web/app/reader.h"

namespace inkling::page {

// The texts that the page gives, in this order, and what stands in their places {0}, {1} and {2}; the English
// ones in quotes.  A place may be anywhere in its text, also not at all.
enum class Text : size_t {
  percent,            // "{0} %"           a probability in whole percent
  under_one_percent,  // "<1 %"
  sure,               // "{0} sure"        percent
  no_digit,           // "Not a digit"
  no_number,          // "Not a number"
  not_sure,           // "Not sure: {0}"   perhaps or either
  not_quite_sure,     // "Not quite sure"
  not_only_digits,    // "Not only digits"
  perhaps,            // "{0}?"            label
  either,             // "{0} or {1}?"     label, label
  or_else,            // "or"              before the rivals of a sure reading
  closest,            // "closest"         before those of what is no digit
  of_digit,           // "digit {0}"       before those of that digit of a number, counted from 1
  said,               // "{0}, {1}"        what was read, sure
  said_closest,       // "{0}, closest to {1}"   no_digit or no_number, the closest
  said_not_sure,      // "Not sure: {0}. Digit {1}: {2}"   number, the place of a digit, perhaps, either or
                      // no_digit
  said_of_digit,      // "digit {0}: {1}"  place, said or perhaps, either or no_digit
  count
};

// One for each of Text; false, and the former ones stay, if there are more or fewer.  Before the first call
// all are empty.
bool set_texts(std::vector<std::string> texts);

// Texts as JavaScript hands them over, with a line feed after each.
std::vector<std::string> lines_of(std::string_view text);

// "99 %", never more for what is not certain; "<1 %" for very little.
std::string percent(float probability);

// How sure the reading is: "99 % sure", "Not sure: 4 or 9?", or "Not a digit".  Empty for nothing.
std::string verdict(const Shown& shown);

// What stands before the rivals: "or", "closest", "digit 3"; empty before rivals that speak for themselves.
std::string rivals_heading(const Shown& shown);
// The digit whose rivals are shown, if any: of a number the least sure one, if it is doubtful and all are
// digits.
const DigitReading* rivalled(const Shown& shown);

// The whole reading in one line, to be spoken: "7, 99 % sure".
std::string spoken(const Shown& shown);
// One digit of a number: "digit 2: 4, 99 % sure".
std::string spoken(const Shown& shown, size_t digit);

}  // namespace inkling::page

// What the page's JavaScript hears of the inside of the network, as web/app/app.h says.
#pragma once

#include <string>

#include "engine/insight/influence.h"
#include "engine/network/model.h"

namespace inkling::page {

std::string network_to_json(const Model& model);
std::string reasons_to_json(const Influence& influence, const std::string& label);

}  // namespace inkling::page

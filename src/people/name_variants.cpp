// name_variants.cpp: the shipped nicknames and spellings as a set of pairs.
#include "people/name_variant_list.h"
#include "base/text.h"
#include "people/link_model.h"

namespace hearth::people {

std::shared_ptr<const match::Aliases> name_variants() {
  static const auto shipped = [] {
    auto made = std::make_shared<match::Aliases>();
    for (const auto list : {given_name_variants, surname_variants})
      for (const auto line : split(list, '\n')) {
        const auto pair = split(line, ' ');
        if (pair.size() == 2) made->add(pair[0], pair[1]);
      }
    made->finish();
    return std::shared_ptr<const match::Aliases>{std::move(made)};
  }();
  return shipped;
}

}  // namespace hearth::people

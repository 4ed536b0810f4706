#include "web/letters_sent.h"

#include "base/try.h"
#include "need/outcome_table.h"

namespace hearth::web {

Result<LettersMade> number_letters(spine::Folder& folder, const spine::Asking& asking, const trust::Seen<std::vector<spine::LetterRow>>& seen, Instant now, bool again) {
  LettersMade out;
  const auto& programme = *asking.programme;
  HEARTH_CHECK(folder.database().write([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(first, need::take_letter_numbers(session, static_cast<std::int64_t>(seen->size())));
    HEARTH_TRY(before, need::people_written_to(session, programme.id.text()));
    out = letters_of(seen, first, again ? std::vector<std::int64_t>{} : before);
    std::vector<need::LetterSent> kept;
    for (const auto& letter : out.letters)
      kept.push_back({letter.number, programme.id.text(), static_cast<std::int64_t>(letter.person.number()), static_cast<std::int64_t>(seen.receipt().event), now.text(),
                      Date::from_days(now.date().days() + programme.retention_days).text()});
    return need::insert_letters(session, kept);
  }));
  return out;
}

Error no_letters(const LettersMade& made) {
  const auto left_out = made.address_not_sure + made.name_not_sure;
  const char* why = made.written_before > 0 ? "there is nobody else to write to: whoever of those found can be written to has had this letter. Nothing was written."
                    : left_out == 0         ? "nobody is found here to write to; nothing was written."
                                            : "nobody of those found has a name and an address that are sure; nothing was written. Call or visit those on the list.";
  return {"letter.nobody", why, {}, Exit::wrong_use};
}

}  // namespace hearth::web

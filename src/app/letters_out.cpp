#include "app/letters_out.h"

#include "base/text.h"
#include "base/try.h"
#include "need/outcome_table.h"
#include "spine/folder.h"
#include "spine/letters.h"
#include "web/letter_pack.h"

namespace hearth::app {
namespace {

using formats::counted;

/// Numbers the letters and keeps whom each goes to, in one transaction.
Result<web::LettersMade> number_letters(Call& call, const spine::Asking& asking, const trust::Seen<std::vector<spine::LetterRow>>& seen, bool again) {
  web::LettersMade out;
  const auto now = call.clock.now();
  const auto& programme = *asking.programme;
  HEARTH_CHECK(call.folder->database().write([&](store::Session& session) -> Result<Done> {
    HEARTH_TRY(first, need::take_letter_numbers(session, static_cast<std::int64_t>(seen->size())));
    HEARTH_TRY(before, need::people_written_to(session, programme.id.text()));
    out = web::letters_of(seen, first, again ? std::vector<std::int64_t>{} : before);
    std::vector<need::LetterSent> kept;
    for (const auto& letter : out.letters)
      kept.push_back({letter.number, programme.id.text(), static_cast<std::int64_t>(letter.person.number()), static_cast<std::int64_t>(seen.receipt().event), now.text(),
                      Date::from_days(now.date().days() + programme.retention_days).text()});
    return need::insert_letters(session, kept);
  }));
  return out;
}

}  // namespace

Result<Exit> write_letters(Call& call, const spine::Asking& asking, const spine::AreaAsked& asked, const LetterWishes& wishes) {
  const auto policy = call.folder->guard().policy();
  HEARTH_TRY(facts, web::letter_facts(call.files, *policy, asking, call.clock.now(), wishes.large_print));
  HEARTH_TRY(rows, spine::letter_rows(*asking.snapshot, *asking.sight, *asking.programme, asked, call.clock.now(), call.threads));
  HEARTH_TRY(seen, call.folder->guard().see_list(asking.look, std::move(rows)));
  HEARTH_TRY(made, number_letters(call, asking, seen, wishes.again));
  if (made.written_before > 0) call.talk(with_commas(made.written_before) + " of those found have had this letter and get no second one. With --again they do.");
  const auto left_out = made.address_not_sure + made.name_not_sure;
  if (made.letters.empty())
    return wrong_use("letter.nobody", made.written_before > 0 ? "there is nobody else to write to; nothing was written."
                                    : left_out == 0 ? "nobody is found here to write to; nothing was written."
                                                    : "nobody of those found has a name and an address that are sure; nothing was written. Call or visit them: hearth query without --format.");
  HEARTH_TRY(pdf, web::letter_pack(made, facts));
  HEARTH_CHECK(call.files.write_all(call.path(wishes.out), pdf, true));
  call.talk("Written to " + wishes.out + " (mode 0600): " + counted(made.letters.size(), "letter") + ".");
  if (left_out > 0)
    call.talk("Not written to: " + with_commas(made.address_not_sure) + " whose address is not sure, " + with_commas(made.name_not_sure) +
              " whose records tell different names. Call or visit them.");
  call.talk("What comes of them: hearth outcome FILE.csv --purpose " + asking.look.purpose.text());
  return Exit::done;
}

}  // namespace hearth::app

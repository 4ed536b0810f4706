#include "app/letters_out.h"

#include "base/text.h"
#include "base/try.h"
#include "spine/folder.h"
#include "spine/letters.h"
#include "web/letters_sent.h"

namespace hearth::app {

using formats::counted;

Result<Exit> write_letters(Call& call, const spine::Asking& asking, const spine::AreaAsked& asked, const LetterWishes& wishes) {
  const auto policy = call.folder->guard().policy();
  HEARTH_TRY(facts, web::letter_facts(call.files, *policy, asking, call.clock.now(), wishes.large_print));
  std::optional<PersonId> person;
  if (wishes.person) {
    HEARTH_TRY(now, spine::person_now(*call.folder, *wishes.person));
    person = now;
  }
  auto found = person ? spine::letter_row_of(*asking.snapshot, *asking.sight, *asking.programme, *person, call.clock.now(), call.threads)
                             : spine::letter_rows(*asking.snapshot, *asking.sight, *asking.programme, asked, call.clock.now(), call.threads);
  HEARTH_TRY(rows, std::move(found));
  HEARTH_TRY(seen, call.folder->guard().see_list(asking.look, std::move(rows)));
  HEARTH_TRY(made, web::number_letters(*call.folder, asking, seen, call.clock.now(), wishes.again || wishes.person));
  if (made.written_before > 0) call.talk(with_commas(made.written_before) + " of those found have had this letter and get no second one. With --again they do.");
  const auto left_out = made.address_not_sure + made.name_not_sure;
  if (made.letters.empty()) return fail(web::no_letters(made));
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

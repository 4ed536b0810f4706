// What a page says of an error.
#include "web/pages/words.h"

#include <doctest/doctest.h>

using hearth::web::page_sentence;

TEST_CASE("A page says an error as a sentence, and names no option of the command line") {
  CHECK(page_sentence("no street of this place has that name.") == "No street of this place has that name.");
  CHECK(page_sentence("--near: three numbers are needed.") == "Three numbers are needed.");
  CHECK(page_sentence("refused: a look needs a purpose. Say what it is for (on the command line: --purpose).") == "Refused: a look needs a purpose. Say what it is for.");
  CHECK(page_sentence("2 -- 3: of these -- none") == "2 -- 3: of these -- none");
  CHECK(page_sentence("-- no option here: words") == "-- no option here: words");
  CHECK(page_sentence("").empty());
}

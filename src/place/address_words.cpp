#include "place/address_words.h"

#include <array>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/text.h"

namespace hearth::place {
namespace {

struct Line {
  std::string_view words;  ///< blank between; the first is the form that is compared
  WordKind kind;
};

// Royal Mail's and GeoPlace's usual short forms, and those that council lists use.
constexpr std::array lines{
    Line{"rd road raod", WordKind::street_type},
    Line{"st street saint str sreet", WordKind::street_type},
    Line{"ln lane la lne", WordKind::street_type},
    Line{"ave avenue av aven", WordKind::street_type},
    Line{"dr drive drv driv", WordKind::street_type},
    Line{"cl close clo cls", WordKind::street_type},
    Line{"gr grove gro grv gve", WordKind::street_type},
    Line{"cres crescent crs cresc cr crst", WordKind::street_type},
    Line{"ter terrace terr tce trc terrac", WordKind::street_type},
    Line{"pl place plc", WordKind::street_type},
    Line{"gdns gardens gdn garden grdns gds", WordKind::street_type},
    Line{"sq square sqr", WordKind::street_type},
    Line{"wy way", WordKind::street_type},
    Line{"wk walk wlk", WordKind::street_type},
    Line{"row", WordKind::street_type},
    Line{"mews mws", WordKind::street_type},
    Line{"pde parade par", WordKind::street_type},
    Line{"ct court crt cort", WordKind::place_type},
    Line{"mt mount mnt", WordKind::place_type},
    Line{"gn green grn", WordKind::place_type},
    Line{"pk park prk", WordKind::place_type},
    Line{"vw view", WordKind::place_type},
    Line{"rise", WordKind::place_type},
    Line{"hill hl", WordKind::place_type},
    Line{"garth", WordKind::place_type},
    Line{"croft crft", WordKind::place_type},
    Line{"vale", WordKind::place_type},
    Line{"yard yd", WordKind::place_type},
    Line{"side", WordKind::place_type},
    Line{"bank bk", WordKind::place_type},
    Line{"lawn lwn", WordKind::place_type},
    Line{"fold fld", WordKind::place_type},
    Line{"chase", WordKind::place_type},
    Line{"approach app appr", WordKind::place_type},
    Line{"bldgs buildings building bldg", WordKind::place_type},
    Line{"hse house hs", WordKind::place_type},
    Line{"cott cottage ctg cottages cotts", WordKind::place_type},
    Line{"farm fm", WordKind::place_type},
    Line{"est estate", WordKind::place_type},
    Line{"ind industrial", WordKind::plain},
    Line{"ctr centre center cntr", WordKind::place_type},
    Line{"library lib", WordKind::plain},
    Line{"annexe annex", WordKind::plain},
    Line{"adjacent adj", WordKind::plain},
    Line{"opposite opp", WordKind::plain},
    Line{"upr upper", WordKind::plain},
    Line{"lwr lower", WordKind::plain},
    Line{"gt great", WordKind::plain},
    Line{"n north nth", WordKind::plain},
    Line{"s south sth", WordKind::plain},
    Line{"e east", WordKind::plain},
    Line{"w west wst", WordKind::plain},
    Line{"1st first", WordKind::plain},
    Line{"2nd second", WordKind::plain},
    Line{"3rd third", WordKind::plain},
    Line{"4th fourth", WordKind::plain},
    Line{"5th fifth", WordKind::plain},
    Line{"6th sixth", WordKind::plain},
    Line{"7th seventh", WordKind::plain},
    Line{"8th eighth", WordKind::plain},
    Line{"9th ninth", WordKind::plain},
    Line{"10th tenth", WordKind::plain},
    Line{"flat flt flet falt flatt apartment apt appt apart fl", WordKind::designator},
    Line{"room rm", WordKind::designator},
    Line{"unit", WordKind::designator},
    Line{"studio", WordKind::designator},
    Line{"suite", WordKind::designator},
    Line{"maisonette mais", WordKind::designator},
    Line{"ground gnd grd", WordKind::storey},
    Line{"basement bsmt bst", WordKind::storey},
    Line{"top", WordKind::storey},
    Line{"floor floors flr", WordKind::floor},
    Line{"mr", WordKind::aside},
    Line{"mrs", WordKind::aside},
    Line{"miss", WordKind::aside},
    Line{"ms", WordKind::aside},
    Line{"occupier", WordKind::aside},
    Line{"ltd limited", WordKind::aside},
    Line{"plc", WordKind::aside},
    Line{"yorkshire yorks", WordKind::aside},
    Line{"lancashire lancs", WordKind::aside},
    Line{"cheshire", WordKind::aside},
    Line{"cumbria", WordKind::aside},
    Line{"derbyshire", WordKind::aside},
    Line{"nottinghamshire notts", WordKind::aside},
    Line{"lincolnshire lincs", WordKind::aside},
    Line{"leicestershire leics", WordKind::aside},
    Line{"staffordshire staffs", WordKind::aside},
    Line{"shropshire", WordKind::aside},
    Line{"worcestershire worcs", WordKind::aside},
    Line{"warwickshire", WordKind::aside},
    Line{"northamptonshire northants", WordKind::aside},
    Line{"cambridgeshire cambs", WordKind::aside},
    Line{"norfolk", WordKind::aside},
    Line{"suffolk", WordKind::aside},
    Line{"essex", WordKind::aside},
    Line{"hertfordshire herts", WordKind::aside},
    Line{"bedfordshire beds", WordKind::aside},
    Line{"buckinghamshire bucks", WordKind::aside},
    Line{"oxfordshire oxon", WordKind::aside},
    Line{"gloucestershire glos", WordKind::aside},
    Line{"wiltshire wilts", WordKind::aside},
    Line{"hampshire hants", WordKind::aside},
    Line{"berkshire berks", WordKind::aside},
    Line{"surrey", WordKind::aside},
    Line{"kent", WordKind::aside},
    Line{"sussex", WordKind::aside},
    Line{"dorset", WordKind::aside},
    Line{"devon", WordKind::aside},
    Line{"somerset", WordKind::aside},
    Line{"cornwall", WordKind::aside},
    Line{"northumberland", WordKind::aside},
    Line{"middlesex middx", WordKind::aside},
    Line{"avon", WordKind::aside},
    Line{"midlands", WordKind::aside},
    Line{"uk", WordKind::aside},
    Line{"england", WordKind::aside},
    Line{"the of and at no num number nr co", WordKind::noise},
};

/// Every spelling of every line.
const std::unordered_map<std::string_view, KnownWord>& table() {
  static const auto made = [] {
    std::unordered_map<std::string_view, KnownWord> all;
    for (const auto& line : lines) {
      const auto canonical = line.words.substr(0, line.words.find(' '));
      for (std::size_t at = 0; at < line.words.size();) {
        auto end = line.words.find(' ', at);
        if (end == std::string_view::npos) end = line.words.size();
        const bool noise = line.kind == WordKind::noise;
        all.emplace(line.words.substr(at, end - at), KnownWord{noise ? line.words.substr(at, end - at) : canonical, line.kind});
        at = end + 1;
      }
    }
    return all;
  }();
  return made;
}

std::vector<LongForm> made_long_forms() {
  constexpr std::size_t letters_min = 4;
  std::vector<LongForm> out;
  for (const auto& line : lines) {
    if (line.kind != WordKind::plain && line.kind != WordKind::street_type && line.kind != WordKind::place_type) continue;
    const auto spellings = split(line.words, ' ');
    for (std::size_t i = 1; i < spellings.size(); ++i)
      if (spellings[i].size() >= letters_min) out.push_back({spellings[i], spellings[0]});
  }
  return out;
}

}  // namespace

std::span<const LongForm> long_forms() noexcept {
  static const auto made = made_long_forms();
  return made;
}

KnownWord known_word(std::string_view folded) noexcept {
  const auto& all = table();
  const auto found = all.find(folded);
  return found == all.end() ? KnownWord{folded, WordKind::plain} : found->second;
}

}  // namespace hearth::place

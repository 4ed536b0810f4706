// search_index.h: people by the words of their names, telephone number and date of birth, and streets by name; for search.h.
//
// What stands here is looked up before anybody decides what the asker may see, so it is kept feed by feed: the part of a feed that
// is hidden from the asker is not opened, and neither counts nor takes time. Protected people, and whoever is placed at protected
// homes alone, stand in no part of it. A million people in six feeds: docs/benchmarks.md.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/parallel.h"
#include "spine/groups.h"
#include "spine/snapshot.h"
#include "spine/word_book.h"

namespace hearth::spine {

class SearchIndex {
 public:
  SearchIndex(const Snapshot& snapshot, Threads threads);

  /// A word of a person's name, and the feed that gives it.
  struct Told {
    WordNumber word;
    std::uint32_t feed;
  };
  /// Words of names.
  [[nodiscard]] const WordBook& names() const noexcept { return names_; }
  /// Whom this feed gives a name with this word; ascending.
  [[nodiscard]] std::span<const std::uint32_t> persons(WordNumber word, std::uint32_t feed) const noexcept;
  [[nodiscard]] std::span<const Told> words_of(std::uint32_t person) const noexcept;
  /// Whose telephone number, as this feed gives it, ends with these six digits; whoever asks looks at the rest.
  [[nodiscard]] std::vector<std::uint32_t> with_telephone(std::string_view six_digits, std::uint32_t feed) const;
  [[nodiscard]] std::vector<std::uint32_t> born_on(const Date& day, std::uint32_t feed) const;
  [[nodiscard]] std::size_t feeds() const noexcept { return feeds_; }
  /// In no part of this index: protected, or of protected homes alone.
  [[nodiscard]] bool is_left_out(std::uint32_t person) const noexcept { return left_out_[person]; }
  /// Placed at a protected home, and at another, too.
  [[nodiscard]] bool has_protected_home(std::uint32_t person) const noexcept { return has_protected_home_[person]; }

  /// Streets by place::street_key().
  [[nodiscard]] const WordBook& streets() const noexcept { return streets_; }
  /// By place in the gazetteer.
  [[nodiscard]] std::span<const std::uint32_t> properties_of_street(WordNumber street) const noexcept { return properties_of_street_.of(street); }

  [[nodiscard]] std::size_t bytes() const noexcept;

 private:
  struct Numbered {
    std::uint32_t number, feed, person;
    auto operator<=>(const Numbered&) const = default;
  };
  struct Part;
  void leave_out(const Snapshot& snapshot);
  void read_people(const Snapshot& snapshot, Threads threads);
  void join_parts(std::vector<Part>& parts);
  void read_streets(const Snapshot& snapshot, Threads threads);
  [[nodiscard]] static std::vector<std::uint32_t> with_number(const std::vector<Numbered>& all, std::uint32_t number, std::uint32_t feed);

  std::size_t feeds_{0};
  std::vector<bool> left_out_, has_protected_home_;
  WordBook names_;
  std::vector<std::uint32_t> persons_from_;  ///< of word * feeds_ + feed
  std::vector<std::uint32_t> persons_;
  std::vector<std::uint32_t> told_from_;     ///< of each person
  std::vector<Told> told_;
  std::vector<Numbered> telephones_, births_;
  WordBook streets_;
  Groups properties_of_street_;
};

/// Made when first asked for; a server asks before it answers anybody.
[[nodiscard]] const SearchIndex& search_index(const Snapshot& snapshot);

}  // namespace hearth::spine

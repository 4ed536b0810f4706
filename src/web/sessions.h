// sessions.h: who is signed in, on the server's side. A browser holds a random token; only its hash is kept here, in memory.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "spine/area_question.h"
#include "web/request.h"

namespace hearth::web {

/// What a signed-in person has asked in this session, so that a list has an address that can be reloaded and gone back to.
struct AskedArea {
  std::string purpose;
  spine::AreaAsked asked;
  Params typed{};  ///< as the form had it
};

/// What somebody searched for, kept out of addresses: those stay in the histories of browsers.
struct AskedSearch {
  std::string purpose;
  std::string typed;
};

struct Session {
  std::string user;
  std::string csrf;        ///< stands in every form of this session
  Instant begun, last_used;
};

class Sessions {
 public:
  static constexpr std::int64_t idle_seconds = 30 * 60;
  static constexpr std::int64_t longest_seconds = 12 * 3600;
  static constexpr std::int64_t link_seconds = 30 * 60;
  static constexpr std::size_t areas_max = 30;

  /// A new session; the token is for the cookie and kept nowhere.
  [[nodiscard]] std::string begin(const std::string& user, Instant now);
  /// Nothing when unknown, idle for too long, or older than a working day. Counts as use.
  [[nodiscard]] std::optional<Session> find(const std::string& token, Instant now);
  void end(const std::string& token);
  /// A link that signs in once, within half an hour: for the demo, on this machine.
  [[nodiscard]] std::string add_link(const std::string& user, Instant now);
  [[nodiscard]] std::optional<std::string> redeem_link(const std::string& token, Instant now);

  /// Keeps an area of this session and gives its number; the oldest beyond areas_max is forgotten.
  [[nodiscard]] std::size_t keep_area(const std::string& token, AskedArea area);
  /// Nothing when this session asked no such thing.
  [[nodiscard]] std::shared_ptr<const AskedArea> area(const std::string& token, std::size_t number);
  /// The same for searches.
  [[nodiscard]] std::size_t keep_search(const std::string& token, AskedSearch search);
  [[nodiscard]] std::shared_ptr<const AskedSearch> search(const std::string& token, std::size_t number);

 private:
  template <class T>
  struct Numbered {
    std::map<std::size_t, std::shared_ptr<const T>> kept;
    std::size_t next{1};
    std::size_t keep(T thing) {
      kept.emplace(next, std::make_shared<const T>(std::move(thing)));
      if (kept.size() > areas_max) kept.erase(kept.begin());
      return next++;
    }
    [[nodiscard]] std::shared_ptr<const T> find(std::size_t number) const {
      const auto at = kept.find(number);
      return at == kept.end() ? nullptr : at->second;
    }
  };
  struct Kept {
    Session session;
    Numbered<AskedArea> areas;
    Numbered<AskedSearch> searches;
  };
  struct Link {
    std::string user;
    Instant made;
  };
  void forget_old(Instant now);
  /// Under mutex_; null when nobody has this token.
  [[nodiscard]] Kept* of(const std::string& token);

  std::mutex mutex_;
  std::unordered_map<std::string, Kept> sessions_;  ///< by hash of the token
  std::unordered_map<std::string, Link> links_;     ///< by hash of the token
};

}  // namespace hearth::web

#include "place/index_file.h"

#include <cstring>
#include <functional>

#include "base/content_hasher.h"
#include "base/try.h"
#include "formats/declaration.h"
#include "place/address_index.h"
#include "place/gazetteer_state.h"

namespace hearth::place {

namespace {

constexpr std::string_view magic = "hearth index\n";
// Part of the version: the width of the rows, so that a changed struct is another version by itself.
constexpr std::uint64_t layout = 7 + (sizeof(IndexedAddress) << 8) + (sizeof(IndexedPhrase) << 20) + (sizeof(AddressCode) << 32) +
                                 (sizeof(StoredAddress) << 44);
constexpr std::uint64_t bytes_max = 16ULL << 30;

/// Every part with its length, at a multiple of 8, handed on in blocks.
class Writer {
 public:
  using Take = std::function<void(std::string_view)>;
  explicit Writer(Take take) : take_{std::move(take)} {}
  template <class T>
  void put(const Column<T>& values) {
    put_bytes({reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)});
  }
  void put(const std::string& text) { put_bytes(text); }
  void put(std::uint64_t number) { put_plain({reinterpret_cast<const char*>(&number), sizeof number}); }
  void put(double number) { put_plain({reinterpret_cast<const char*>(&number), sizeof number}); }
  void end() {
    if (!waiting_.empty()) take_(waiting_);
    waiting_.clear();
  }

 private:
  void put_bytes(std::string_view content) {
    put(static_cast<std::uint64_t>(content.size()));
    put_plain(content);
    constexpr std::string_view zeros{"\0\0\0\0\0\0\0\0", 8};
    put_plain(zeros.substr(0, (8 - content.size() % 8) % 8));
  }
  void put_plain(std::string_view bytes) {
    constexpr std::size_t block = 1U << 20;
    if (waiting_.size() + bytes.size() > block) end();
    if (bytes.size() > block) return take_(bytes);
    waiting_.append(bytes);
  }
  Take take_;
  std::string waiting_;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_{bytes} {}
  /// The column lies where the bytes are. They begin at a multiple of 8, as every part of a file does.
  template <class T>
  void get(Column<T>& values) {
    static_assert(alignof(T) <= 8);
    const auto content = get_bytes();
    if (content.size() % sizeof(T) != 0) broken = true;
    if (!broken) values.lie_in({reinterpret_cast<const T*>(content.data()), content.size() / sizeof(T)});
  }
  void get(std::string& text) { text = get_bytes(); }
  void get(std::uint64_t& number) { get_number(&number); }
  void get(double& number) { get_number(&number); }
  [[nodiscard]] bool at_end() const noexcept { return rest_.empty(); }
  bool broken{false};

 private:
  void get_number(void* number) {
    if (rest_.size() < 8) broken = true;
    if (broken) return;
    std::memcpy(number, rest_.data(), 8);
    rest_.remove_prefix(8);
  }
  std::string_view get_bytes() {
    std::uint64_t size = 0;
    get(size);
    const auto padded = size + (8 - size % 8) % 8;
    if (broken || padded > rest_.size() || size > rest_.size()) {
      broken = true;
      return {};
    }
    const auto content = rest_.substr(0, size);
    rest_.remove_prefix(padded);
    return content;
  }
  std::string_view rest_;
};

/// Every member, in one order for reading and writing.
void each_member_of_gazetteer(auto& g, auto&& member) {
  member(g.name);
  member(g.version);
  member(g.texts.bytes());
  member(g.texts.ends());
  member(g.uprn);
  member(g.parent);
  member(g.class_code);
  member(g.point);
  member(g.address_from);
  member(g.address);
  member(g.child_from);
  member(g.child);
  member(g.gone);
  member(g.successor);
  member(g.decisions);
}

void each_member_of_index(auto& s, auto&& member) {
  member(s.gazetteer_version);
  member(s.word_texts.bytes());
  member(s.word_texts.ends());
  member(s.words);
  member(s.word_slots);
  member(s.spellings);
  member(s.spelling_from);
  member(s.phrase_words);
  member(s.phrases);
  member(s.phrase_slots);
  member(s.word_phrase_from);
  member(s.word_phrases);
  member(s.codes);
  member(s.addresses);
  member(s.uprns);
  member(s.parents);
  member(s.key_slots);
  member(s.key_from);
  member(s.key_count);
  member(s.postings);
  member(s.outcodes);
  member(s.decided);
  member(s.prior);
}

std::string heading(std::string_view source) {
  std::string out{magic};
  out.append(16 - magic.size() % 16, ' ');
  Writer head{[&](std::string_view bytes) { out.append(bytes); }};
  head.put(layout);
  head.put(std::string{matcher_version});
  head.put(std::string{source});
  head.end();
  return out;
}

/// The faults, one after another; `member` reads or writes each of their parts.
void each_fault(auto& faults, auto&& member) {
  for (auto& fault : faults) {
    member(fault.code);
    member(fault.message);
    member(fault.where.file);
    member(fault.where.row);
    member(fault.where.column);
  }
}

void each_count(auto& loaded, auto&& member) {
  member(loaded.rows);
  member(loaded.rows_put_aside);
  member(loaded.fields_put_aside);
  member(loaded.rows_repeated);
  member(loaded.units_without_address);
}

constexpr std::size_t hash_bytes = 16;

void put_body(const LoadedGazetteer& loaded, const AddressIndex& index, const Writer::Take& take) {
  Writer body{take};
  const auto put = [&](const auto& member) { body.put(member); };
  each_count(loaded, put);
  body.put(static_cast<std::uint64_t>(loaded.faults.size()));
  each_fault(loaded.faults, put);
  each_member_of_gazetteer(GazetteerFile::state(loaded.gazetteer), put);
  each_member_of_index(index.state(), put);
  body.end();
}

/// The hash of the body stands before it: the columns are gone through twice, and never copied.
Result<Done> write_index(Files& files, const Path& path, const LoadedGazetteer& loaded, const AddressIndex& index, std::string_view source) {
  ContentHasher hasher;
  put_body(loaded, index, [&](std::string_view bytes) { hasher.add(bytes); });
  const auto hash = hasher.hash();
  auto head = heading(source);
  Writer check{[&](std::string_view bytes) { head.append(bytes); }};
  check.put(hash.high);
  check.put(hash.low);
  check.end();
  HEARTH_TRY(sink, files.create(path));
  auto written = sink->write(head);
  put_body(loaded, index, [&](std::string_view bytes) {
    if (written) written = sink->write(bytes);
  });
  HEARTH_CHECK(written);
  return sink->commit();
}

tl::unexpected<Error> bad_index(std::string code, std::string message, const Path& path) {
  return fail(std::move(code), std::move(message), {.file = path.string()});
}

Result<MatchPlace> unpacked_index(const MappedFile& file, const Path& path, std::optional<std::string_view> source) {
  const auto bytes = file.bytes;
  const auto start = magic.size() + (16 - magic.size() % 16);
  if (!bytes.starts_with(magic) || bytes.size() < start) return bad_index("index.not_index", "this is no index of hearth gazetteer.", path);
  Reader head{bytes.substr(start)};
  std::uint64_t found_layout = 0;
  std::string version, found_source;
  head.get(found_layout);
  head.get(version);
  head.get(found_source);
  if (head.broken || found_layout != layout || version != matcher_version || (source && found_source != *source))
    return bad_index("index.other_version", "another version of Hearth wrote this index. Make it again: hearth gazetteer.", path);
  ContentHash expected;
  head.get(expected.high);
  head.get(expected.low);
  const auto corrupt = [&] { return bad_index("index.corrupt", "the index is cut short or was changed. Make it again: hearth gazetteer.", path); };
  if (head.broken) return corrupt();
  const auto body = bytes.substr(heading(found_source).size() + hash_bytes);
  if (ContentHash::of(body) != expected) return corrupt();
  LoadedGazetteer loaded;
  auto state = std::make_unique<AddressIndex::State>();
  Reader reader{body};
  const auto get = [&](auto& member) { reader.get(member); };
  each_count(loaded, get);
  std::uint64_t faults = 0;
  reader.get(faults);
  if (reader.broken || faults > LoadedGazetteer::faults_kept_max) return corrupt();
  loaded.faults.resize(faults);
  each_fault(loaded.faults, get);
  each_member_of_gazetteer(GazetteerFile::state(loaded.gazetteer), get);
  each_member_of_index(*state, get);
  if (reader.broken || !reader.at_end()) return corrupt();
  GazetteerFile::state(loaded.gazetteer).mapped = state->mapped = file.owner;
  return MatchPlace{.loaded = std::move(loaded), .index = AddressIndex{std::move(state)}};
}

/// Says whether anything that the index was made from has changed: the declaration's own content, and its files' sizes and bytes.
Result<std::string> source_version(Files& files, const Path& declaration) {
  HEARTH_TRY(file, formats::DeclarationFile::read(files, declaration));
  std::string all = file.version();
  if (const auto head = file.root().get("gazetteer")) {
    HEARTH_TRY(names, head->texts_if("files"));
    for (const auto& name : names) {
      HEARTH_TRY(content, files.read_all(file.beside(name), bytes_max));
      all += "|" + ContentHash::of(content).text();
    }
    HEARTH_TRY(decisions, head->text_if("decisions"));
    if (decisions) {
      HEARTH_TRY(content, files.read_all(file.beside(*decisions), bytes_max));
      all += "|" + ContentHash::of(content).text();
    }
  }
  return ContentHash::of(all).text();
}

}  // namespace

Result<Done> save_index(Files& files, const Path& path, const LoadedGazetteer& loaded, const AddressIndex& index) {
  return write_index(files, path, loaded, index, loaded.gazetteer.version());
}

bool is_index(Files& files, const Path& path) {
  auto source = files.open(path);
  if (!source) return false;
  std::array<char, 16> first{};
  const auto read = (*source)->read(first);
  return read && *read >= magic.size() && std::string_view{first.data(), magic.size()} == magic;
}

Result<MatchPlace> load_index(Files& files, const Path& path) {
  HEARTH_TRY(file, files.map(path, bytes_max));
  return unpacked_index(file, path, std::nullopt);
}

Result<MatchPlace> open_match_place(Files& files, const Path& gazetteer, const Path& cache, Threads threads, Progress& progress) {
  if (is_index(files, gazetteer)) return load_index(files, gazetteer);
  std::string source;
  Path cached;
  if (!cache.empty()) {
    HEARTH_TRY(version, source_version(files, gazetteer));
    source = version;
    cached = cache / ("gazetteer-" + source.substr(0, 16) + ".index");
    if (files.exists(cached)) {
      const auto file = files.map(cached, bytes_max);
      if (file)
        if (auto place = unpacked_index(*file, cached, source)) return std::move(*place);
    }
  }
  HEARTH_TRY(loaded, load_gazetteer(files, gazetteer, threads, progress));
  auto index = AddressIndex::build(loaded.gazetteer, threads);
  if (!cache.empty()) {
    std::error_code ignored;
    std::filesystem::create_directories(cache, ignored);
    const auto written = write_index(files, cached, loaded, index, source);
    static_cast<void>(written);  // a cache that cannot be written is no error
  }
  return MatchPlace{.loaded = std::move(loaded), .index = std::move(index)};
}

}  // namespace hearth::place

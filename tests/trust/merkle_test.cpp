#include "trust/merkle.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cstdlib>
#include <filesystem>

#include "base/files.h"
#include "base/random.h"
#include "formats/json.h"
#include "trust/checkpoint.h"

using namespace hearth;
using namespace hearth::trust;
namespace json = hearth::formats::json;

namespace {

Path shared_folder() {
  const char* given = std::getenv("HEARTH_SHARED");
  return given != nullptr ? Path{given} : Path{HEARTH_SOURCE_DIR} / ".." / "shared";
}

std::optional<Digest> digest_of(const json::value* value) {
  if (value == nullptr || !value->is_string()) return std::nullopt;
  const auto bytes = from_base64(std::string_view{value->as_string()});
  if (!bytes) return std::nullopt;
  Digest digest;
  if (bytes->size() != digest.size()) return sha256("stands for ", *bytes);  // "don't care 1": any root, but the same one each time
  std::copy(bytes->begin(), bytes->end(), digest.begin());
  return digest;
}

std::uint64_t number_of(const json::object& vector, const char* key) { return vector.at(key).to_number<std::uint64_t>(); }

/// What the vector says is accepted. A proof or a hash that is no hash is refused by whoever reads it.
bool accepted(const json::object& vector, bool inclusion) {
  std::vector<Digest> proof;
  if (const auto* nodes = formats::array_at(vector, "proof"))
    for (const auto& node : *nodes) {
      const auto digest = digest_of(&node);
      if (!digest) return false;
      proof.push_back(*digest);
    }
  if (inclusion) {
    const auto leaf = digest_of(vector.if_contains("leafHash"));
    const auto root = digest_of(vector.if_contains("root"));
    return leaf && root && verify_inclusion(*leaf, number_of(vector, "leafIdx"), number_of(vector, "treeSize"), proof, *root);
  }
  const auto root1 = digest_of(vector.if_contains("root1"));
  const auto root2 = digest_of(vector.if_contains("root2"));
  return root1 && root2 && verify_consistency(number_of(vector, "size1"), number_of(vector, "size2"), *root1, *root2, proof);
}

int check_vectors(const Path& folder, bool inclusion) {
  DiskFiles files;
  int count = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator{folder}) {
    if (entry.path().extension() != ".json") continue;
    CAPTURE(entry.path().string());
    const auto text = files.read_all(entry.path(), 1 << 20);
    REQUIRE(text);
    const auto value = formats::parse_json(*text, "vector");
    REQUIRE(value);
    const auto& vector = value->as_object();
    CHECK(accepted(vector, inclusion) == !vector.at("wantErr").as_bool());
    ++count;
  }
  return count;
}

std::string leaf_text(std::uint64_t i) { return "event " + std::to_string(i); }

/// RFC 6962 2.1 as it is written down, for comparison.
Digest root_by_definition(const std::vector<std::string>& leaves, std::size_t begin, std::size_t end) {
  if (begin == end) return sha256({});
  if (end - begin == 1) return leaf_hash(leaves[begin]);
  std::size_t k = 1;
  while (2 * k < end - begin) k *= 2;
  return node_hash(root_by_definition(leaves, begin, begin + k), root_by_definition(leaves, begin + k, end));
}

}  // namespace

TEST_CASE("Inclusion and consistency proofs are judged as the published vectors say") {
  const Path folder = shared_folder() / "conformance" / "merkle";
  if (!std::filesystem::exists(folder)) {
    MESSAGE("skipped: no " << folder.string());
    return;
  }
  const int inclusion = check_vectors(folder / "inclusion", true);
  const int consistency = check_vectors(folder / "consistency", false);
  MESSAGE(inclusion << " inclusion and " << consistency << " consistency vectors");
  CHECK(inclusion > 40);
  CHECK(consistency > 40);
}

TEST_CASE("The empty tree, one leaf and two leaves hash as RFC 6962 says") {
  CHECK(hex(empty_root()) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(hex(leaf_hash("")) == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  CHECK(hex(node_hash(leaf_hash(""), leaf_hash(std::string_view{"\x00", 1}))) == "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
}

TEST_CASE("Frontier, tree and definition agree on the root, and every proof holds and no other") {
  constexpr std::uint64_t most = 70;
  MerkleTree tree;
  Frontier frontier;
  std::vector<std::string> leaves;
  for (std::uint64_t n = 0; n <= most; ++n) {
    const auto root = root_by_definition(leaves, 0, leaves.size());
    CHECK(tree.root() == root);
    CHECK(frontier.root() == root);
    CHECK(Frontier::from(n, frontier.peaks())->root() == root);
    for (std::uint64_t i = 0; i < n; ++i) {
      const auto proof = tree.inclusion_proof(i, n);
      CHECK(verify_inclusion(leaf_hash(leaves[i]), i, n, proof, root));
      CHECK(!verify_inclusion(leaf_hash("forged"), i, n, proof, root));
      if (n > 1) CHECK(!verify_inclusion(leaf_hash(leaves[i]), (i + 1) % n, n, proof, root));
    }
    for (std::uint64_t m = 1; m <= n; ++m) {
      const auto proof = tree.consistency_proof(m, n);
      CHECK(verify_consistency(m, n, tree.root_of(m), root, proof));
      if (m < n) CHECK(!verify_consistency(m, n, leaf_hash("forged"), root, proof));
    }
    tree.append(leaf_hash(leaf_text(n)));
    frontier.append(leaf_hash(leaf_text(n)));
    leaves.push_back(leaf_text(n));
  }
}

TEST_CASE("A proof with one changed bit, one node more or one node less is refused") {
  CHECK(rc::check([](std::uint64_t seed) {
    Random random{seed};
    const auto n = 2 + random.below(200);
    MerkleTree tree;
    for (std::uint64_t i = 0; i < n; ++i) tree.append(leaf_hash(leaf_text(i)));
    const auto at = random.below(n);
    const auto proof = tree.inclusion_proof(at, n);
    auto bent = proof;
    bent[random.below(bent.size())][random.below(32)] ^= static_cast<std::uint8_t>(1U << random.below(8));
    RC_ASSERT(!verify_inclusion(leaf_hash(leaf_text(at)), at, n, bent, tree.root()));
    auto longer = proof;
    longer.push_back(leaf_hash("more"));
    RC_ASSERT(!verify_inclusion(leaf_hash(leaf_text(at)), at, n, longer, tree.root()));
    auto shorter = proof;
    shorter.pop_back();
    RC_ASSERT(!verify_inclusion(leaf_hash(leaf_text(at)), at, n, shorter, tree.root()));
  }));
}

TEST_CASE("A checkpoint is opened with the key that signed it, and with no other") {
  const auto key = SigningKey::generate();
  const Checkpoint checkpoint{origin_of(key.verify_key()), 42, leaf_hash("root")};
  const auto note = sign_checkpoint(checkpoint, key);
  const auto opened = open_checkpoint(note, key.verify_key());
  REQUIRE(opened);
  CHECK(*opened == checkpoint);
  CHECK(!open_checkpoint(note, SigningKey::generate().verify_key()));
  CHECK(verifier_from_text(verifier_text(key.verify_key()))->bytes() == key.verify_key().bytes());
  for (std::size_t i = 0; i < note.size(); ++i) {
    auto bent = note;
    bent[i] = bent[i] == 'A' ? 'B' : 'A';
    const auto read = open_checkpoint(bent, key.verify_key());
    CAPTURE(i);
    CHECK(!read);
    if (!read) CHECK(read.error().exit == Exit::fault_found);
  }
  CHECK(!open_checkpoint("", key.verify_key()));
  CHECK(!open_checkpoint("\n\n", key.verify_key()));
}

TEST_CASE("A checkpoint reads as the C2SP formats lay down, also with a witness's signature beside ours") {
  // Key and signature computed from the specification with another library: seed 00..1f.
  std::array<std::uint8_t, 32> seed{};
  for (std::size_t i = 0; i < seed.size(); ++i) seed[i] = static_cast<std::uint8_t>(i);
  const SigningKey key{seed};
  CHECK(hex(key.verify_key().bytes()) == "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8");
  const auto note = sign_checkpoint({origin_of(key.verify_key()), 0, empty_root()}, key);
  CHECK(note.starts_with("hearth-audit-03a107bf\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n\xE2\x80\x94 hearth-audit-03a107bf "));
  const auto witnessed = note + "\xE2\x80\x94 witness.example AAAAAAAA\n";
  CHECK(open_checkpoint(witnessed, key.verify_key()));
}

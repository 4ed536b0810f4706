// column.h: values in a row: put in one after another while an index is built, or lying in a mapped file, where they are only read.
//
// Reading is the same for both and costs what an array costs. What is written is the column's own. Private to the room.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/assertion.h"

namespace hearth::place {

template <class T>
class Column {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  using value_type = T;
  Column() = default;
  Column(std::initializer_list<T> values) : own_(values) { look(); }
  Column(std::vector<T> values) : own_(std::move(values)) { look(); }  // NOLINT: a vector is a column
  Column(const Column& other) : own_(other.begin(), other.end()) { look(); }
  Column(Column&& other) noexcept : own_{std::move(other.own_)}, data_{std::exchange(other.data_, nullptr)}, size_{std::exchange(other.size_, 0)} {}
  Column& operator=(Column other) noexcept {
    std::swap(own_, other.own_);
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
  }
  ~Column() = default;

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] const T* data() const noexcept { return data_; }
  [[nodiscard]] const T* begin() const noexcept { return data_; }
  [[nodiscard]] const T* end() const noexcept { return data_ + size_; }
  [[nodiscard]] const T& operator[](std::size_t i) const noexcept { return data_[i]; }
  [[nodiscard]] const T& back() const noexcept { return data_[size_ - 1]; }

  /// The values of a mapped file, which must outlive the column.
  void lie_in(std::span<const T> mapped) {
    own_ = {};
    data_ = mapped.data();
    size_ = mapped.size();
  }

  void reserve(std::size_t size) { own_.reserve(size), look(); }
  void push_back(const T& value) { own_.push_back(value), look(); }
  template <class Iterator>
  void append(Iterator from, Iterator to) {
    own_.insert(own_.end(), from, to);
    look();
  }
  void assign(std::size_t size, const T& value) { own_.assign(size, value), look(); }
  void resize(std::size_t size) { own_.resize(size), look(); }
  /// Precondition: the values are the column's own.
  [[nodiscard]] std::span<T> writable() {
    HEARTH_ASSERT(own_.size() == size_);
    return own_;
  }

 private:
  void look() noexcept { data_ = own_.data(), size_ = own_.size(); }
  std::vector<T> own_;
  const T* data_{nullptr};
  std::size_t size_{0};
};

}  // namespace hearth::place

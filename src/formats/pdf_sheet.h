// pdf_sheet.h: pages of A4 paper as a tagged PDF: text, lists, tables and simple drawings, with a head and a foot on every page.
//
// Blocks are laid out first and drawn at the end, so that every page can say how many there are and a table of contents knows its
// pages. What is in one block stays on one page. The PDF tells screen readers its language, title, headings, lists, tables and
// what a figure shows (PDF 1.7, section 14.8). Sizes and places are in points (1/72 inch) from the upper left.
// Equal calls give equal bytes with equal fonts. Text is made plain (plain_text.h) here. Cost: about a millisecond a page.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/error.h"

namespace hearth::formats {

enum class SheetTag : std::uint8_t { paragraph, heading_1, heading_2, heading_3, cell, column_heading };
enum class SheetAlign : std::uint8_t { left, centre, right };
/// What a block is to a screen reader: by itself, an item of a list, a row of a table. Neighbours of one kind make one list.
enum class SheetRole : std::uint8_t { plain, item, row };

struct SheetRun {
  std::string text;
  bool bold{false};
};

/// A place whose page is told before it is reached; made by PdfSheet::later().
struct SheetPlace {
  std::size_t number{0};
};

struct SheetText {
  std::vector<SheetRun> runs;
  double size{11};
  SheetTag tag{SheetTag::paragraph};
  SheetAlign align{SheetAlign::left};
  double indent{0};
  double hanging{0};                    ///< lines after the first stand further in
  std::optional<SheetPlace> page_of{};  ///< the text is this place's page number, known at the end
  double share{1};                      ///< of the width, in side_by_side
  bool lines_kept{false};               ///< line feeds stay
};

/// Stands on every page.
struct SheetFrame {
  std::string title, author;
  std::string language{"en-GB"};  ///< BCP 47
  Instant made_at{};
  std::string banner;             ///< white on black across the top; empty: none
  std::string head_right;         ///< beside the running head of new_page
  std::vector<std::string> foot;  ///< lines; the page number stands at the right
  bool numbered{true};            ///< false: no page number and no line above the foot, for letters that are sent one by one
};

struct SheetPoint {
  double x{0}, y{0};
};

/// What a figure is drawn with. Grey is 0 black to 1 white. Nothing is drawn outside of the figure.
class SheetCanvas {
 public:
  virtual ~SheetCanvas() = default;
  [[nodiscard]] virtual double width() const = 0;
  [[nodiscard]] virtual double height() const = 0;
  virtual void line(SheetPoint from, SheetPoint to, double thick, double grey) = 0;
  /// Rings of one area, even-odd; `stroke` < 0: no outline.
  virtual void area(const std::vector<std::vector<SheetPoint>>& rings, double fill, double stroke) = 0;
  virtual void dot(SheetPoint at, double radius, double fill, double stroke) = 0;
  virtual void box(SheetPoint at, double half, double fill, double stroke) = 0;
  /// On a white ground, so that it is read over lines; `at` is the middle of its left edge.
  virtual void words(SheetPoint at, std::string_view text, double size, bool bold, double grey) = 0;
  [[nodiscard]] virtual double width_of(std::string_view text, double size, bool bold) const = 0;
};

class PdfSheet {
 public:
  explicit PdfSheet(SheetFrame frame);
  ~PdfSheet();
  PdfSheet(const PdfSheet&) = delete;
  PdfSheet& operator=(const PdfSheet&) = delete;

  /// What follows stands on a new page, under this running head.
  void new_page(std::string running_head);
  /// From here to close() stays together. Outside of a block every call is a block of its own.
  void open(SheetRole role = SheetRole::plain);
  /// At least `height_min` high.
  void close(double height_min = 0);

  void text(const SheetText& text);
  void side_by_side(const std::vector<SheetText>& cells);
  void gap(double points);
  /// Across the page; `dashed` where paper is to be cut.
  void rule(double thick = 0.5, bool dashed = false);
  /// `told` says in words what it shows.
  void figure(double height, std::string told, std::function<void(SheetCanvas&)> draw);

  /// A place that is still to come: is_here() says that the next block is it.
  [[nodiscard]] SheetPlace later();
  void is_here(SheetPlace place);
  /// The height that blocks share on a page.
  [[nodiscard]] double page_height() const noexcept;
  /// Ends the document; call it once. @error pdf.failed: memory or fonts
  [[nodiscard]] Result<std::string> finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace hearth::formats

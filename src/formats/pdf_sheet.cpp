#include "formats/pdf_sheet.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <array>

#include "base/assertion.h"
#include "base/try.h"
#include "formats/pdf_language.h"
#include "formats/plain_text.h"

namespace hearth::formats {
namespace {

constexpr double page_wide = 595.28, page_high = 841.89;
constexpr double margin = 42, foot_space = 46, head_space = 20, banner_high = 20;
constexpr double wide = page_wide - 2 * margin;
constexpr double column_gap = 8, foot_size = 8.5, head_size = 9;
constexpr const char* fonts = "Liberation Sans, DejaVu Sans, Sans";

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
using Layout = std::unique_ptr<PangoLayout, Unref>;

class Fonts {
 public:
  Fonts() : context_{pango_font_map_create_context(pango_cairo_font_map_get_default())} {
    pango_cairo_context_set_resolution(context_.get(), 72);
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context_.get(), options);
    cairo_font_options_destroy(options);
    pango_context_set_language(context_.get(), pango_language_from_string("en-gb"));
  }
  [[nodiscard]] Layout layout(const std::vector<SheetRun>& runs, double size, double width, SheetAlign align, bool lines_kept,
                              double hanging = 0) const {
    Layout out{pango_layout_new(context_.get())};
    PangoFontDescription* font = pango_font_description_from_string(fonts);
    pango_font_description_set_size(font, static_cast<gint>(size * PANGO_SCALE));
    pango_layout_set_font_description(out.get(), font);
    pango_font_description_free(font);
    PangoAttrList* attributes = pango_attr_list_new();
    // Joined letters (fi) are not found again by whoever searches or copies a name.
    pango_attr_list_insert(attributes, pango_attr_font_features_new("liga=0, clig=0"));
    std::string text;
    for (const auto& run : runs) {
      const auto from = static_cast<guint>(text.size());
      text += lines_kept ? plain_lines(run.text) : plain(run.text);
      if (!run.bold) continue;
      PangoAttribute* bold = pango_attr_weight_new(PANGO_WEIGHT_BOLD);
      bold->start_index = from;
      bold->end_index = static_cast<guint>(text.size());
      pango_attr_list_insert(attributes, bold);
    }
    pango_layout_set_attributes(out.get(), attributes);
    pango_attr_list_unref(attributes);
    pango_layout_set_text(out.get(), text.data(), static_cast<int>(text.size()));
    if (width > 0) pango_layout_set_width(out.get(), static_cast<int>(width * PANGO_SCALE));
    pango_layout_set_indent(out.get(), static_cast<int>(-hanging * PANGO_SCALE));
    pango_layout_set_wrap(out.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_auto_dir(out.get(), FALSE);
    constexpr std::array<PangoAlignment, 3> alignments{PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT};
    pango_layout_set_alignment(out.get(), alignments[static_cast<std::size_t>(align)]);
    return out;
  }

 private:
  std::unique_ptr<PangoContext, Unref> context_;
};

SheetPoint extent(PangoLayout* layout) {
  int w = 0, h = 0;
  pango_layout_get_size(layout, &w, &h);
  return {static_cast<double>(w) / PANGO_SCALE, static_cast<double>(h) / PANGO_SCALE};
}

double baseline(PangoLayout* layout) { return static_cast<double>(pango_layout_get_baseline(layout)) / PANGO_SCALE; }

constexpr std::array<const char*, 6> tag_names{"P", "H1", "H2", "H3", "TD", "TH"};

struct Piece {
  enum class Kind : std::uint8_t { text, page_number, rule, figure };
  Kind kind{Kind::text};
  double x{0}, y{0}, width{0}, height{0};
  Layout layout;                           // text
  SheetText style{};                       // page_number
  double thick{0};                         // rule
  bool dashed{false};
  std::function<void(SheetCanvas&)> draw;  // figure
};

struct Block {
  SheetRole role{SheetRole::plain};
  double height{0};
  std::vector<Piece> pieces;
  bool new_page{false};
  std::string running_head;
  std::size_t page{0};
  double top{0};
};

class Canvas final : public SheetCanvas {
 public:
  Canvas(cairo_t* cairo, const Fonts& with, double w, double h) : cairo_{cairo}, fonts_{with}, width_{w}, height_{h} {}
  [[nodiscard]] double width() const override { return width_; }
  [[nodiscard]] double height() const override { return height_; }
  void line(SheetPoint from, SheetPoint to, double thick, double grey) override {
    cairo_set_source_rgb(cairo_, grey, grey, grey);
    cairo_set_line_width(cairo_, thick);
    cairo_move_to(cairo_, from.x, from.y);
    cairo_line_to(cairo_, to.x, to.y);
    cairo_stroke(cairo_);
  }
  void area(const std::vector<std::vector<SheetPoint>>& rings, double fill, double stroke) override {
    for (const auto& ring : rings) {
      cairo_new_sub_path(cairo_);
      for (const auto& p : ring) cairo_line_to(cairo_, p.x, p.y);
      cairo_close_path(cairo_);
    }
    cairo_set_fill_rule(cairo_, CAIRO_FILL_RULE_EVEN_ODD);
    paint(fill, stroke, 0.8);
  }
  void dot(SheetPoint at, double radius, double fill, double stroke) override {
    cairo_new_sub_path(cairo_);
    cairo_arc(cairo_, at.x, at.y, radius, 0, 2 * G_PI);
    paint(fill, stroke, 1);
  }
  void box(SheetPoint at, double half, double fill, double stroke) override {
    cairo_rectangle(cairo_, at.x - half, at.y - half, 2 * half, 2 * half);
    paint(fill, stroke, 1);
  }
  void words(SheetPoint at, std::string_view text, double size, bool bold, double grey) override {
    const auto layout = fonts_.layout({{std::string{text}, bold}}, size, 0, SheetAlign::left, false);
    const auto is = extent(layout.get());
    cairo_rectangle(cairo_, at.x - 1, at.y - is.y / 2 + 1, is.x + 2, is.y - 2);
    cairo_set_source_rgb(cairo_, 1, 1, 1);
    cairo_fill(cairo_);
    cairo_set_source_rgb(cairo_, grey, grey, grey);
    cairo_move_to(cairo_, at.x, at.y - is.y / 2);
    pango_cairo_show_layout(cairo_, layout.get());
  }
  [[nodiscard]] double width_of(std::string_view text, double size, bool bold) const override {
    return extent(fonts_.layout({{std::string{text}, bold}}, size, 0, SheetAlign::left, false).get()).x;
  }

 private:
  void paint(double fill, double stroke, double thick) {
    cairo_set_source_rgb(cairo_, fill, fill, fill);
    if (stroke < 0) return cairo_fill(cairo_);
    cairo_fill_preserve(cairo_);
    cairo_set_source_rgb(cairo_, stroke, stroke, stroke);
    cairo_set_line_width(cairo_, thick);
    cairo_stroke(cairo_);
  }
  cairo_t* cairo_;
  const Fonts& fonts_;
  double width_, height_;
};

cairo_status_t append(void* into, const unsigned char* bytes, unsigned int count) {
  static_cast<std::string*>(into)->append(reinterpret_cast<const char*>(bytes), count);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

struct PdfSheet::State {
  explicit State(SheetFrame of) : frame{std::move(of)} {}
  SheetFrame frame;
  Fonts with{};
  std::vector<Block> blocks{};
  std::vector<std::size_t> places{};   ///< block of each
  std::vector<std::string> figures{};  ///< what each shows, in order
  bool is_open{false};
  std::optional<std::string> next_page{};

  [[nodiscard]] double top() const { return margin + (frame.banner.empty() ? 0 : banner_high) + head_space; }
  [[nodiscard]] double room() const { return page_high - margin - foot_space - top(); }

  Block& block() {
    if (!is_open) begin(SheetRole::plain);
    return blocks.back();
  }
  void begin(SheetRole role) {
    Block out;
    out.role = role;
    if (next_page) out.new_page = true, out.running_head = std::move(*next_page);
    next_page.reset();
    blocks.push_back(std::move(out));
  }
  /// One cell at x, below what the block holds.
  void cell(Block& to, const SheetText& text, double x, double width) {
    Piece piece;
    piece.x = x + text.indent;
    piece.y = to.height;
    piece.width = width - text.indent;
    piece.style = text;
    piece.kind = text.page_of ? Piece::Kind::page_number : Piece::Kind::text;
    if (text.page_of) {
      piece.height = extent(with.layout({{"0", false}}, text.size, 0, text.align, false).get()).y;
    } else {
      piece.layout = with.layout(text.runs, text.size, piece.width, text.align, text.lines_kept, text.hanging);
      piece.height = extent(piece.layout.get()).y;
      piece.style.runs.clear();
    }
    to.pieces.push_back(std::move(piece));
  }
  std::size_t lay_out();
  void draw(cairo_t* cairo, std::size_t pages);
  void draw_frame(cairo_t* cairo, const std::string& running_head, std::size_t page, std::size_t pages);
  void draw_block(cairo_t* cairo, const Block& block);
  void draw_piece(cairo_t* cairo, const Block& block, const Piece& piece);
  void write(cairo_t* cairo, const std::string& text, double size, SheetPoint at, double width, SheetAlign align, double grey, bool bold);
};

PdfSheet::PdfSheet(SheetFrame frame) : state_{std::make_unique<State>(std::move(frame))} {}
PdfSheet::~PdfSheet() = default;

void PdfSheet::new_page(std::string running_head) { state_->next_page = std::move(running_head); }

void PdfSheet::open(SheetRole role) {
  HEARTH_ASSERT(!state_->is_open);
  state_->begin(role);
  state_->is_open = true;
}

void PdfSheet::close(double height_min) {
  HEARTH_ASSERT(state_->is_open);
  state_->is_open = false;
  auto& block = state_->blocks.back();
  block.height = std::max(block.height, height_min);
}

void PdfSheet::text(const SheetText& text) { side_by_side({text}); }

void PdfSheet::side_by_side(const std::vector<SheetText>& cells) {
  auto& block = state_->block();
  double shares = 0, high = 0, x = 0;
  for (const auto& cell : cells) shares += cell.share;
  const double room = wide - column_gap * static_cast<double>(cells.size() - 1);
  const auto from = block.pieces.size();
  for (const auto& cell : cells) {
    const double width = room * cell.share / shares;
    state_->cell(block, cell, x, width);
    x += width + column_gap;
  }
  // Letters of one row stand on one line, whatever their sizes and fonts.
  double line = 0;
  for (auto i = from; i < block.pieces.size(); ++i)
    if (const auto& piece = block.pieces[i]; piece.layout) line = std::max(line, baseline(piece.layout.get()));
  for (auto i = from; i < block.pieces.size(); ++i) {
    auto& piece = block.pieces[i];
    if (piece.layout) piece.y += line - baseline(piece.layout.get());
    high = std::max(high, piece.y - block.height + piece.height);
  }
  block.height += high;
}

void PdfSheet::gap(double points) { state_->block().height += points; }

void PdfSheet::rule(double thick, bool dashed) {
  auto& block = state_->block();
  Piece piece;
  piece.kind = Piece::Kind::rule;
  piece.y = block.height + 2;
  piece.width = wide;
  piece.thick = thick;
  piece.dashed = dashed;
  block.pieces.push_back(std::move(piece));
  block.height += 4;
}

void PdfSheet::figure(double height, std::string told, std::function<void(SheetCanvas&)> draw) {
  auto& block = state_->block();
  Piece piece;
  piece.kind = Piece::Kind::figure;
  piece.y = block.height;
  piece.width = wide;
  piece.height = height;
  piece.draw = std::move(draw);
  block.pieces.push_back(std::move(piece));
  block.height += height;
  state_->figures.push_back(plain(told));
}

SheetPlace PdfSheet::later() {
  state_->places.push_back(0);
  return {state_->places.size() - 1};
}
void PdfSheet::is_here(SheetPlace place) { state_->places.at(place.number) = state_->blocks.size(); }
double PdfSheet::page_height() const noexcept { return state_->room(); }

/// Gives each block its page and place; how many pages there are.
std::size_t PdfSheet::State::lay_out() {
  std::size_t page = 0;
  double used = 0;
  std::string head;
  for (auto& block : blocks) {
    if (block.new_page) head = block.running_head;
    if (page == 0 || block.new_page || used + block.height > room()) ++page, used = 0;
    block.running_head = head;
    block.page = page;
    block.top = top() + used;
    used += block.height;
  }
  return page;
}

void PdfSheet::State::write(cairo_t* cairo, const std::string& text, double size, SheetPoint at, double width, SheetAlign align, double grey,
                            bool bold) {
  const auto layout = with.layout({{text, bold}}, size, width, align, false);
  pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
  cairo_set_source_rgb(cairo, grey, grey, grey);
  cairo_move_to(cairo, at.x, at.y);
  pango_cairo_show_layout(cairo, layout.get());
}

void PdfSheet::State::draw_frame(cairo_t* cairo, const std::string& running_head, std::size_t page, std::size_t pages) {
  double y = margin;
  if (!frame.banner.empty()) {
    cairo_set_source_rgb(cairo, 0, 0, 0);
    cairo_rectangle(cairo, margin, y, wide, banner_high - 4);
    cairo_fill(cairo);
    write(cairo, frame.banner, 10, {margin, y + 1.5}, wide, SheetAlign::centre, 1, true);
    y += banner_high;
  }
  write(cairo, running_head, head_size, {margin, y}, wide * 0.6, SheetAlign::left, 0, true);
  write(cairo, frame.head_right, head_size, {margin + wide * 0.6, y}, wide * 0.4, SheetAlign::right, 0, true);
  double foot = page_high - margin - foot_space + 12;
  if (frame.numbered) {
    cairo_set_source_rgb(cairo, 0, 0, 0);
    cairo_set_line_width(cairo, 0.5);
    cairo_move_to(cairo, margin, foot - 4);
    cairo_line_to(cairo, margin + wide, foot - 4);
    cairo_stroke(cairo);
    const auto number = "Page " + std::to_string(page) + " of " + std::to_string(pages);
    write(cairo, number, 10, {margin + wide * 0.8, foot}, wide * 0.2, SheetAlign::right, 0, true);
  }
  for (const auto& line : frame.foot) {
    write(cairo, line, foot_size, {margin, foot}, wide * 0.8, SheetAlign::left, 0, false);
    foot += foot_size * 1.3;
  }
}

void PdfSheet::State::draw_piece(cairo_t* cairo, const Block& block, const Piece& piece) {
  const double x = margin + piece.x, y = block.top + piece.y;
  const char* tag = tag_names[static_cast<std::size_t>(piece.style.tag)];
  cairo_set_source_rgb(cairo, 0, 0, 0);
  switch (piece.kind) {
    case Piece::Kind::text:
      cairo_tag_begin(cairo, tag, nullptr);
      cairo_move_to(cairo, x, y);
      pango_cairo_show_layout(cairo, piece.layout.get());
      return cairo_tag_end(cairo, tag);
    case Piece::Kind::page_number: {
      const auto at = std::min(places.at(piece.style.page_of->number), blocks.size() - 1);
      cairo_tag_begin(cairo, tag, nullptr);
      write(cairo, std::to_string(blocks[at].page), piece.style.size, {x, y}, piece.width, piece.style.align, 0, false);
      return cairo_tag_end(cairo, tag);
    }
    case Piece::Kind::rule: {
      constexpr double dash = 4;
      cairo_set_dash(cairo, &dash, piece.dashed ? 1 : 0, 0);
      cairo_set_line_width(cairo, piece.thick);
      cairo_move_to(cairo, x, y);
      cairo_line_to(cairo, x + piece.width, y);
      cairo_stroke(cairo);
      return cairo_set_dash(cairo, nullptr, 0, 0);
    }
    case Piece::Kind::figure: {
      cairo_tag_begin(cairo, "Figure", nullptr);
      cairo_save(cairo);
      cairo_rectangle(cairo, x, y, piece.width, piece.height);
      cairo_clip(cairo);
      cairo_translate(cairo, x, y);
      Canvas canvas{cairo, with, piece.width, piece.height};
      piece.draw(canvas);
      cairo_restore(cairo);
      return cairo_tag_end(cairo, "Figure");
    }
  }
}

void PdfSheet::State::draw_block(cairo_t* cairo, const Block& block) {
  if (block.role == SheetRole::item) cairo_tag_begin(cairo, "LI", nullptr), cairo_tag_begin(cairo, "LBody", nullptr);
  if (block.role == SheetRole::row) cairo_tag_begin(cairo, "TR", nullptr);
  for (const auto& piece : block.pieces) draw_piece(cairo, block, piece);
  if (block.role == SheetRole::item) cairo_tag_end(cairo, "LBody"), cairo_tag_end(cairo, "LI");
  if (block.role == SheetRole::row) cairo_tag_end(cairo, "TR");
}

void PdfSheet::State::draw(cairo_t* cairo, std::size_t pages) {
  constexpr std::array<const char*, 3> around{nullptr, "L", "Table"};
  cairo_tag_begin(cairo, "Document", nullptr);
  SheetRole role = SheetRole::plain;
  const auto change_to = [&](SheetRole next) {
    if (next == role) return;
    if (const auto* tag = around[static_cast<std::size_t>(role)]) cairo_tag_end(cairo, tag);
    if (const auto* tag = around[static_cast<std::size_t>(next)]) cairo_tag_begin(cairo, tag, nullptr);
    role = next;
  };
  std::size_t page = 0;
  for (const auto& block : blocks) {
    if (block.page != page) {
      change_to(SheetRole::plain);  // a list that goes over two pages is two lists: the tags of one page close on it
      if (page > 0) cairo_show_page(cairo);
      page = block.page;
      draw_frame(cairo, block.running_head, page, pages);
    }
    change_to(block.role);
    draw_block(cairo, block);
  }
  change_to(SheetRole::plain);
  cairo_show_page(cairo);
  cairo_tag_end(cairo, "Document");
}

Result<std::string> PdfSheet::finish() {
  auto& s = *state_;
  HEARTH_ASSERT(!s.is_open);
  if (s.blocks.empty()) s.block();
  const auto pages = s.lay_out();
  std::string bytes;
  cairo_surface_t* surface = cairo_pdf_surface_create_for_stream(append, &bytes, page_wide, page_high);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, plain(s.frame.title).c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, plain(s.frame.author).c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Hearth");
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, s.frame.made_at.text().c_str());
  cairo_t* cairo = cairo_create(surface);
  s.draw(cairo, pages);
  const auto drawn = cairo_status(cairo);
  cairo_destroy(cairo);
  cairo_surface_finish(surface);
  const auto written = cairo_surface_status(surface);
  cairo_surface_destroy(surface);
  const auto status = drawn != CAIRO_STATUS_SUCCESS ? drawn : written;
  if (status != CAIRO_STATUS_SUCCESS)
    return fail("pdf.failed", std::string{"the pages could not be drawn: "} + cairo_status_to_string(status) + ".");
  return with_language(bytes, s.frame.language, s.figures);
}

}  // namespace hearth::formats

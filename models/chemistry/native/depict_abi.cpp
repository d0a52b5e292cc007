// The drawing call: molecules in, one SVG out.
#include <algorithm>
#include <sstream>

#include "depict.h"
#include "molecule.h"

namespace molscreen {

std::string escapedXml(std::string_view text) {
    std::string escaped;
    for (std::size_t i = 0; i < text.size(); i++) {
        const auto rest = text.substr(i, 3);
        if (rest == "\xEF\xBF\xBE" || rest == "\xEF\xBF\xBF") {  // U+FFFE and U+FFFF, no characters of XML
            escaped += '?';
            i += 2;
            continue;
        }
        const char c = text[i];
        switch (c) {
            case '<': escaped += "&lt;"; break;
            case '>': escaped += "&gt;"; break;
            case '&': escaped += "&amp;"; break;
            case '"': escaped += "&quot;"; break;
            case '\'': escaped += "&#39;"; break;
            default: escaped += c;
        }
    }
    return escaped;
}

namespace {

constexpr std::int32_t kLineHeight = 17, kLetterWidth = 7, kLegendMargin = 8;
constexpr std::size_t kMaxLines = 3;

bool startsLetter(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

std::size_t letters(std::string_view text) { return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), startsLetter)); }

std::string_view firstLetters(std::string_view text, std::size_t count) {
    std::size_t end = 0;
    for (; end < text.size(); end++) {
        if (startsLetter(text[end]) && count-- == 0) break;
    }
    return text.substr(0, end);
}

class Drawing : public Handle {
public:
    Drawing(const DrawingOptions& options, std::int32_t count, const RDKit::ROMol* substructure)
        : options_(options), columns_(std::min(options.columns, std::max(count, 1))), substructure_(substructure) {
        const auto width = columns_ * options.width, height = (count + columns_ - 1) / columns_ * options.height;
        svg_ << "<?xml version='1.0' encoding='UTF-8'?>\n<svg xmlns='http://www.w3.org/2000/svg' width='" << width << "' height='"
             << height << "' viewBox='0 0 " << width << ' ' << height << "'>\n<defs>\n";
        gradient("plus", "#d7191c");
        gradient("minus", "#2c5fd3");
        svg_ << "</defs>\n";
        if (!options.transparent) svg_ << "<rect width='" << width << "' height='" << height << "' fill='#ffffff'/>\n";
    }

    void add(const CellContent& cell) {
        const auto place = static_cast<std::int32_t>(status_.size());
        const auto lines = legendLines(cell.legend, options_.width);
        const auto drawing_height = std::max(
            options_.height / 2, options_.height - (lines.empty() ? 0 : static_cast<std::int32_t>(lines.size()) * kLineHeight + kLegendMargin));
        std::string body;
        try {
            body = drawnMolecule(cell, options_, drawing_height, substructure_);
            status_.push_back(static_cast<std::uint8_t>(MoleculeStatus::Ok));
            messages_.add({});
        } catch (...) {
            const auto error = currentMoleculeError();
            status_.push_back(static_cast<std::uint8_t>(error.status));
            messages_.add(error.message);
            const auto why = legendLines(error.message, options_.width);
            for (std::size_t i = 0; i < why.size(); i++) body += line(why[i], drawing_height / 2 + static_cast<std::int32_t>(i) * kLineHeight, "#b0b0b0");
        }
        svg_ << "<g class='molecule-" << place << "' transform='translate(" << place % columns_ * options_.width << ','
             << place / columns_ * options_.height << ")'>\n" << body;
        for (std::size_t i = 0; i < lines.size(); i++) {
            svg_ << line(lines[i], drawing_height + static_cast<std::int32_t>(i + 1) * kLineHeight - 4, "#303030");
        }
        svg_ << "</g>\n";
    }

    void finish() { text_ = svg_.str() + "</svg>\n"; }

    const std::string& text() const noexcept { return text_; }
    const std::vector<std::uint8_t>& status() const noexcept { return status_; }
    const TextColumn& messages() const noexcept { return messages_; }

private:
    void gradient(const char* name, const char* colour) {
        svg_ << "<radialGradient id='molscreen-" << name << "'><stop offset='0' stop-color='" << colour
             << "' stop-opacity='0.75'/><stop offset='0.45' stop-color='" << colour << "' stop-opacity='0.45'/><stop offset='1' stop-color='"
             << colour << "' stop-opacity='0'/></radialGradient>\n";
    }

    std::string line(std::string_view text, std::int32_t y, const char* colour) const {
        std::ostringstream svg;
        svg << "<text x='" << options_.width / 2 << "' y='" << y << "' text-anchor='middle' font-family='Helvetica, Arial, sans-serif' "
            << "font-size='13' fill='" << colour << "'>" << escapedXml(text) << "</text>\n";
        return svg.str();
    }

    DrawingOptions options_;
    std::int32_t columns_;
    const RDKit::ROMol* substructure_;
    std::ostringstream svg_;
    std::string text_;
    std::vector<std::uint8_t> status_;
    TextColumn messages_;
};

void check(const DrawingOptions& options, std::int32_t count) {
    const auto within = [](std::int32_t size) { return size >= 50 && size <= 4000; };
    if (!within(options.width) || !within(options.height)) throw InvalidArgument("width and height must be 50 to 4000 pixels");
    if (options.columns < 1 || options.columns > 20 || count > 100) throw InvalidArgument("at most 100 molecules in 1 to 20 columns");
}

}  // namespace

std::vector<std::string> legendLines(std::string_view legend, std::int32_t width) {
    const auto most = static_cast<std::size_t>(std::max(3, (width - 2 * kLegendMargin) / kLetterWidth));
    std::vector<std::string> lines;
    while (true) {
        const auto first = legend.find_first_not_of(' ');
        if (first == std::string_view::npos) return lines;
        legend.remove_prefix(first);
        auto line = firstLetters(legend, most);
        if (line.size() < legend.size()) {
            if (lines.size() + 1 == kMaxLines) {
                lines.push_back(std::string(firstLetters(legend, most - 1)) + "\xE2\x80\xA6");
                return lines;
            }
            const auto blank = legend.substr(0, line.size() + 1).rfind(' ');
            if (blank != std::string_view::npos && letters(line.substr(0, blank)) > most / 3) line = line.substr(0, blank);
        }
        lines.emplace_back(line);
        legend.remove_prefix(line.size());
    }
}

}  // namespace molscreen

using molscreen::Drawing;

// Draws every molecule into a cell of its own, row by row; a bad one gets a status, a message and a cell that says so.
// Offsets of highlights and weights: count + 1, in elements.
MOLSCREEN_API std::int32_t molscreen_draw(const char* bytes, const std::int64_t* offsets, const char* legend_bytes,
                                          const std::int64_t* legend_offsets, std::int32_t count,
                                          const molscreen::Highlight* highlights, const std::int32_t* highlight_offsets,
                                          const double* weights, const std::int32_t* weight_offsets, const char* smarts,
                                          const molscreen::DrawingOptions* options, Drawing** drawing) noexcept {
    return molscreen::guard([&] {
        const molscreen::PackedText texts(bytes, offsets, count), legends(legend_bytes, legend_offsets, count);
        if (options == nullptr || drawing == nullptr || highlight_offsets == nullptr || weight_offsets == nullptr) {
            throw molscreen::InvalidArgument("a null pointer");
        }
        molscreen::check(*options, count);
        std::unique_ptr<RDKit::ROMol> substructure;
        if (smarts != nullptr) {
            try {
                substructure.reset(RDKit::SmartsToMol(smarts));
            } catch (const std::exception&) {
            }
            if (!substructure || substructure->getNumAtoms() == 0) throw molscreen::InvalidArgument("not a SMARTS");
        }
        auto made = std::make_unique<Drawing>(*options, count, substructure.get());
        for (std::int32_t i = 0; i < count; i++) {
            if (!molscreen::isPlainText(legends[i])) throw molscreen::InvalidArgument("a legend is not plain text");
            const auto h = highlight_offsets[i], w = weight_offsets[i];
            made->add({texts[i], legends[i], highlights + h, static_cast<std::size_t>(highlight_offsets[i + 1] - h), weights + w,
                       static_cast<std::size_t>(weight_offsets[i + 1] - w)});
        }
        made->finish();
        *drawing = made.release();
    });
}

// Views of a drawing; they live as long as it.
MOLSCREEN_API std::int32_t molscreen_drawing_view(const Drawing* drawing, const char** svg, std::int64_t* length,
                                                  const std::uint8_t** status, const char** messages,
                                                  const std::int64_t** message_offsets) noexcept {
    return molscreen::guard([&] {
        if (drawing == nullptr) throw molscreen::InvalidArgument("no drawing");
        *svg = drawing->text().data();
        *length = static_cast<std::int64_t>(drawing->text().size());
        *status = drawing->status().data();
        *messages = drawing->messages().bytes.data();
        *message_offsets = drawing->messages().offsets.data();
    });
}

MOLSCREEN_API void molscreen_drawing_free(Drawing* drawing) noexcept { delete drawing; }

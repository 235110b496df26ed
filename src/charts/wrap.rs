//! Breaks a name into lines that fit a width. Lines break at spaces; a word wider than the line is
//! broken between letters, never between a letter and its mark; what does not fit in the last line
//! is cut with an ellipsis and the whole name is kept for the tooltip.

use unicode_normalization::char::is_combining_mark;

use super::metrics::Font;
use crate::domain::text::clean;
use crate::domain::wording::MONTHS;

/// A text laid out in lines.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wrapped {
    pub lines: Vec<String>,
    /// The whole text, where an ellipsis hides some of it.
    pub whole: Option<String>,
}

impl Wrapped {
    /// The height of its lines.
    pub fn height(&self, font: Font) -> f64 {
        font.line() * self.lines.len() as f64
    }

    /// The width of its widest line.
    pub fn width(&self, font: Font) -> f64 {
        self.lines.iter().map(|l| font.width(l)).fold(0.0, f64::max)
    }
}

/// A name in at most `max_lines` lines of at most `width` pixels; no line at all for an empty text.
/// Its lines are of about one length and break where a reader would pause, so that no last word
/// stands alone and words of several syllables are rarely parted.
pub(super) fn wrap(text: &str, font: Font, width: f64, max_lines: usize) -> Wrapped {
    let filled = fill(text, font, width, max_lines);
    let words = words(&clean(text));
    let parted = words.iter().any(|w| font.width(w) > width);
    match filled.lines.len() {
        2..=3 if filled.whole.is_none() && !parted => {
            let lines = break_evenly(&words, font, width, filled.lines.len());
            Wrapped { lines: lines.unwrap_or(filled.lines), whole: None }
        }
        _ => filled,
    }
}

/// The words in two or three lines: the widest line counts, and a break within a phrase.
fn break_evenly(words: &[String], font: Font, width: f64, lines: usize) -> Option<Vec<String>> {
    let space = font.width(" ");
    let mut ends = vec![0.0];
    for word in words {
        ends.push(ends[ends.len() - 1] + font.width(word) + space);
    }
    let length = |from: usize, to: usize| ends[to] - ends[from] - space;
    let cost = |at: usize| {
        if pauses(&words[at - 1], &words[at]) { 0.0 } else { width * 0.35 }
    };
    let mut best: Option<(f64, [usize; 2])> = None;
    for first in 1..words.len() {
        let seconds =
            if lines == 3 { first + 1..words.len() } else { words.len()..words.len() + 1 };
        for second in seconds {
            let mut widest = length(0, first).max(length(first, second));
            let mut shortest = length(0, first).min(length(first, second));
            let mut total = cost(first);
            if second < words.len() {
                let last = length(second, words.len());
                (widest, shortest) = (widest.max(last), shortest.min(last));
                total += cost(second);
            }
            // Of two ways as good, the one with lines of more even length.
            total += (widest - shortest) * 0.02;
            if widest <= width && best.is_none_or(|(least, _)| widest + total < least) {
                best = Some((widest + total, [first, second]));
            }
        }
    }
    let (_, [first, second]) = best?;
    let parts = [&words[..first], &words[first..second], &words[second..]];
    Some(parts.iter().filter(|p| !p.is_empty()).map(|p| p.join(" ")).collect())
}

/// Whether a reader pauses between two words: after a stop, or before a word that joins.
fn pauses(before: &str, after: &str) -> bool {
    const JOINING: [&str; 20] = [
        "và", "của", "các", "cho", "trong", "theo", "về", "với", "tại", "đến", "thuộc", "and",
        "of", "for", "in", "to", "with", "by", "on", "the",
    ];
    before.ends_with([',', ';', ':', '.', '–', '-', '·'])
        || JOINING.contains(&after)
        || after.starts_with('(')
}

/// A paragraph in at most `max_lines` lines, each filled as far as it goes.
pub(super) fn fill(text: &str, font: Font, width: f64, max_lines: usize) -> Wrapped {
    let text = clean(text);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in words(&text) {
        let longer = if line.is_empty() { word.clone() } else { format!("{line} {word}") };
        if font.width(&longer) <= width {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        if font.width(&word) <= width {
            line = word;
            continue;
        }
        for cluster in clusters(&word) {
            if !line.is_empty() && font.width(&line) + font.width(cluster) > width {
                lines.push(std::mem::take(&mut line));
            }
            line.push_str(cluster);
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    if lines.len() <= max_lines {
        return Wrapped { lines, whole: None };
    }
    lines.truncate(max_lines);
    if let Some(last) = lines.last_mut() {
        *last = with_ellipsis(last, font, width);
    }
    Wrapped { lines, whole: Some(text) }
}

/// Words, with a dash kept on the line of the word before it, a number on that of its unit and a
/// month on that of its number.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        match words.last_mut() {
            Some(last) if matches!(word, "–" | "-" | "—" | "·" | "/") || belongs(last, word) =>
            {
                last.push('\u{a0}');
                last.push_str(word);
            }
            _ => words.push(word.to_string()),
        }
    }
    words
}

/// Whether a word is read in one breath with the one before it: `tháng 8/2026`, `29,83 điểm`.
fn belongs(before: &str, word: &str) -> bool {
    const CALENDAR: [&str; 6] = ["tháng", "quý", "năm", "Tháng", "Quý", "Năm"];
    const UNITS: [&str; 6] = ["điểm", "points", "đơn", "units", "unit", "%"];
    let begins = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let dated = CALENDAR.contains(&before) || MONTHS.contains(&before);
    let counted = begins(before) && before.ends_with(|c: char| c.is_ascii_digit());
    (dated && begins(word))
        || (counted && UNITS.contains(&word.trim_end_matches([',', ';', '.', ')', ':'])))
}

/// Letters with the marks and joiners that belong to them.
fn clusters(word: &str) -> Vec<&str> {
    let mut starts: Vec<usize> = Vec::new();
    let mut joined = false;
    for (at, c) in word.char_indices() {
        let follows = is_combining_mark(c) || matches!(c, '\u{200d}' | '\u{fe00}'..='\u{fe0f}');
        if starts.is_empty() || !(follows || joined) {
            starts.push(at);
        }
        joined = c == '\u{200d}';
    }
    let ends = starts.iter().skip(1).copied().chain([word.len()]);
    starts.iter().zip(ends).map(|(&from, to)| &word[from..to]).collect()
}

fn with_ellipsis(line: &str, font: Font, width: f64) -> String {
    let mut kept = clusters(line);
    while !kept.is_empty() && font.width(&kept.concat()) + font.width("…") > width {
        kept.pop();
    }
    format!("{}…", kept.concat().trim_end_matches([' ', '\u{a0}', '–', '-', ',']))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FONT: Font = Font { size: 13.0, bold: false };

    #[test]
    fn a_long_name_takes_three_lines_and_an_ellipsis() {
        let name = "Cục Phát triển thị trường và doanh nghiệp khoa học và công nghệ ".repeat(4);
        let wrapped = wrap(&name, FONT, 180.0, 3);
        assert_eq!(wrapped.lines.len(), 3);
        assert!(wrapped.lines[2].ends_with('…'));
        assert_eq!(wrapped.whole.as_deref(), Some(name.trim()));
        assert!(wrapped.width(FONT) <= 180.0);
    }

    #[test]
    fn a_word_without_spaces_is_broken() {
        let wrapped = wrap(&"W".repeat(200), FONT, 100.0, 3);
        assert_eq!(wrapped.lines.len(), 3);
        assert!(wrapped.width(FONT) <= 100.0);
    }

    #[test]
    fn a_dash_does_not_begin_a_line() {
        for width in 60..200 {
            let wrapped = wrap("Vụ Kế hoạch – Tài chính", FONT, f64::from(width), 9);
            assert!(wrapped.lines.iter().all(|l| !l.starts_with('–')), "{:?}", wrapped.lines);
        }
    }

    #[test]
    fn no_last_word_stands_alone() {
        let wrapped = wrap("Cục Thông tin khoa học và công nghệ quốc gia", FONT, 290.0, 3);
        assert_eq!(wrapped.lines, ["Cục Thông tin khoa học", "và công nghệ quốc gia"]);
    }

    #[test]
    fn lines_break_where_a_reader_pauses() {
        let wrapped = wrap("Văn phòng Đăng ký hoạt động khoa học và công nghệ", FONT, 290.0, 3);
        assert_eq!(wrapped.lines, ["Văn phòng Đăng ký hoạt động khoa học", "và công nghệ"]);
    }

    #[test]
    fn a_number_stays_with_its_unit_and_a_month_with_its_number() {
        let text = "Văn phòng Bộ dẫn đầu với 29,83 điểm; tháng 8/2026, August 2026";
        for width in 110..400 {
            for line in wrap(text, FONT, f64::from(width), 9).lines {
                assert!(!line.ends_with("29,83") && !line.ends_with("tháng"), "{line}");
                assert!(!line.ends_with("August"), "{line}");
            }
        }
    }

    #[test]
    fn a_wrapped_name_loses_nothing() {
        let name = "Cục Phát triển thị trường và doanh nghiệp khoa học và công nghệ";
        for width in 90..400 {
            let wrapped = wrap(name, FONT, f64::from(width), 9);
            assert_eq!(wrapped.lines.join(" "), name);
            assert!(wrapped.width(FONT) <= f64::from(width));
        }
    }

    #[test]
    fn an_empty_name_has_no_lines() {
        assert!(wrap(" \u{200f}", FONT, 100.0, 3).lines.is_empty());
    }
}

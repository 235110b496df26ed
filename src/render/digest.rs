//! A letter to a unit, as text and as HTML: the same lines in the same order. The page loads nothing and bears its
//! style within, as programs that show mail want it.

use super::markup::escape;
use crate::domain::text::clean;

/// What a letter says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letter {
    pub title: String,
    /// Until when the figures are known, and whether they are invented.
    pub notes: Vec<String>,
    pub parts: Vec<Part>,
    pub foot: String,
}

/// Some lines under a heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    pub title: String,
    pub lines: Vec<String>,
}

const BODY: &str = "margin:0 auto;max-width:40em;padding:1em;font:16px/1.5 sans-serif;color:#1a1a1a;background:#fff";
const QUIET: &str = "color:#555;font-size:14px";

pub fn text(letter: &Letter) -> Vec<u8> {
    let mut lines = vec![letter.title.clone()];
    lines.extend(letter.notes.iter().cloned());
    for part in &letter.parts {
        lines.push(String::new());
        lines.push(part.title.clone());
        lines.extend(part.lines.iter().map(|line| format!("- {line}")));
    }
    lines.extend([String::new(), letter.foot.clone()]);
    let lines: Vec<String> = lines.iter().map(|line| clean(line)).collect();
    (lines.join("\n") + "\n").into_bytes()
}

pub fn html(letter: &Letter) -> Vec<u8> {
    let title = escape(&letter.title);
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n</head>\n\
         <body style=\"{BODY}\">\n<h1 style=\"font-size:20px\">{title}</h1>\n"
    );
    for note in &letter.notes {
        page += &format!("<p style=\"{QUIET}\">{}</p>\n", escape(note));
    }
    for part in &letter.parts {
        page += &format!("<h2 style=\"font-size:17px\">{}</h2>\n<ul>\n", escape(&part.title));
        for line in &part.lines {
            page += &format!("<li>{}</li>\n", escape(line));
        }
        page += "</ul>\n";
    }
    page += &format!("<p style=\"{QUIET}\">{}</p>\n</body>\n</html>\n", escape(&letter.foot));
    page.into_bytes()
}

//! Text on its way into XML or HTML: cleaned of what neither may hold, then escaped. Every name and
//! number of a report or page passes here, whatever file it came from.

use minijinja::{AutoEscape, Environment, UndefinedBehavior, escape_formatter};

use crate::domain::text::clean;

/// What writes templates of pages: text is cleaned and escaped on its way out; an undefined name is a
/// fault, not an empty place.
pub fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_formatter(|out, state, value| match value.as_str() {
        Some(text) if !value.is_safe() => Ok(out.write_str(&escape(text))?),
        _ => escape_formatter(out, state, value),
    });
    environment
}

/// The text, safe as content and within a quoted attribute.
pub fn escape(text: &str) -> String {
    exact(&clean(text))
}

/// A code or key within a quoted attribute, letter by letter as the tables hold it; only what XML
/// forbids is left out.
pub fn exact(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_can_open_a_tag_or_close_an_attribute() {
        assert_eq!(escape("<w:t a=\"1\">&'\u{1}\u{fffe}"), "&lt;w:t a=&quot;1&quot;&gt;&amp;&#39;");
    }
}

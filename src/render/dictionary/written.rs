//! The dictionary written by templates: as the body of an HTML page in one language, well-formed XML,
//! for the portal to put into its frame; and as Markdown in both, the file `data/dictionary.md`, which
//! `chiso dictionary --check` compares with the program.

use std::collections::BTreeMap;

use minijinja::{
    Environment, UndefinedBehavior, Value, context, syntax::SyntaxConfig, value::Serde,
};

use super::model::Dictionary;
use crate::{
    domain::{
        text::{Lang, Text},
        words,
    },
    render::markup,
};

/// An `<article>`; ends with a newline. Every text is escaped.
pub fn html(dictionary: &Dictionary, lang: Lang) -> String {
    let mut environment = markup::environment();
    // Looked up within the macro too.
    environment.add_global("lang", lang.tag());
    written(environment, include_str!("body.html"), dictionary, |words| words.get(lang).to_owned())
}

/// The whole dictionary; ends with a newline.
pub fn markdown(dictionary: &Dictionary) -> String {
    let mut environment = Environment::new();
    let blocks = SyntaxConfig::builder().trim_blocks(true).build();
    environment
        .set_syntax(blocks.unwrap_or_else(|error| panic!("the syntax of templates: {error}")));
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let both = |words: &Text| format!("{} · {}", words.vi, words.en);
    written(environment, include_str!("dictionary.md.j2"), dictionary, both)
}

/// A template filled with the dictionary `d`, and with the words `w` of its page.
fn written(
    mut environment: Environment<'_>,
    template: &str,
    dictionary: &Dictionary,
    said: impl Fn(&Text) -> String,
) -> String {
    let page = words::section("dictionary.page");
    let page: BTreeMap<&str, String> = page.map(|(name, words)| (name, said(words))).collect();
    environment.add_global("w", Value::from(Serde(&page)));
    let text = environment
        .render_str(template, context! { d => Serde(dictionary) })
        .unwrap_or_else(|error| panic!("a template of the dictionary does not fit it: {error}"));
    text.trim_end().to_owned() + "\n"
}

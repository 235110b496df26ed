//! Which file of `src` imports which, read from the paths in the sources, and the circles among them.
//! A file imports another where it names something in it: `use`, or a path in its code. To declare a
//! module is no import.

use std::collections::{BTreeMap, BTreeSet};

/// A file by its module path: `sources::table::csv`; the crate itself is empty.
pub type Module = Vec<String>;

/// Imports of every file.
pub struct Imports {
    pub of: BTreeMap<Module, BTreeSet<Module>>,
}

impl Imports {
    /// `files` by their paths below `src`, with the text that is compiled outside tests.
    pub fn read<'t>(files: impl Iterator<Item = (&'t std::path::Path, &'t str)>) -> Self {
        let texts: BTreeMap<Module, String> =
            files.map(|(path, text)| (module(path), without_comments(text))).collect();
        let imported = |(own, text): (&Module, &String)| {
            let mut found: BTreeSet<Module> = paths(own, text)
                .into_iter()
                .filter_map(|path| {
                    (1..=path.len())
                        .rev()
                        .map(|end| path[..end].to_vec())
                        .find(|m| texts.contains_key(m))
                })
                .collect();
            found.remove(own);
            (own.clone(), found)
        };
        Self { of: texts.iter().map(imported).collect() }
    }

    /// Files that import each other, over however many others; each circle once.
    pub fn circles(&self) -> Vec<Vec<String>> {
        let reached: BTreeMap<&Module, BTreeSet<&Module>> =
            self.of.keys().map(|from| (from, self.reached(from))).collect();
        let circle = |from: &Module| -> Vec<String> {
            let back = reached[from].iter().filter(|to| reached[**to].contains(from));
            back.map(|module| module.join("::")).collect()
        };
        let circles: BTreeSet<Vec<String>> = self.of.keys().map(circle).collect();
        circles.into_iter().filter(|circle| !circle.is_empty()).collect()
    }

    fn reached(&self, from: &Module) -> BTreeSet<&Module> {
        let mut found = BTreeSet::new();
        let mut open: Vec<&Module> = self.of[from].iter().collect();
        while let Some(next) = open.pop() {
            if found.insert(next) {
                open.extend(&self.of[next]);
            }
        }
        found
    }
}

fn module(path: &std::path::Path) -> Module {
    let mut parts: Module =
        path.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if parts.last().is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str())) {
        parts.pop();
    }
    parts
}

fn without_comments(text: &str) -> String {
    let lines = text.lines().map(|line| line.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

/// Every path of a text that leads to a file of the crate, from its root.
fn paths(own: &Module, text: &str) -> Vec<Module> {
    let children: Vec<&str> = text
        .match_indices("mod ")
        .filter_map(|(place, _)| text[place + 4..].split_once(';'))
        .map(|(name, _)| name)
        .filter(|name| name.chars().all(|letter| letter.is_alphanumeric() || letter == '_'))
        .collect();
    let from_root = |path: Module| -> Option<Module> {
        let up = path.iter().take_while(|part| *part == "super").count();
        let rest = |skipped: usize| path[skipped..].iter().cloned();
        match path.first().map(String::as_str)? {
            "crate" => Some(rest(1).collect()),
            "self" => Some(own.iter().cloned().chain(rest(1)).collect()),
            // Alone it says who may see something.
            "super" if path.len() > up => {
                Some(own[..own.len().checked_sub(up)?].iter().cloned().chain(rest(up)).collect())
            }
            // Alone it is a declaration.
            first if path.len() > 1 && children.contains(&first) => {
                Some(own.iter().cloned().chain(rest(0)).collect())
            }
            _ => None,
        }
    };
    named(text).into_iter().filter_map(from_root).collect()
}

/// The paths that a text names; those of a grouped `use` one by one.
fn named(text: &str) -> Vec<Module> {
    let mut found = Vec::new();
    // What stands before the braces that are open.
    let mut heads: Vec<Option<Module>> = Vec::new();
    let mut path: Module = Vec::new();
    let mut letters = text.chars().peekable();
    let mut goes_on = false;
    while let Some(letter) = letters.next() {
        if letter.is_alphanumeric() || letter == '_' {
            let mut name = String::from(letter);
            while let Some(next) = letters.next_if(|l| l.is_alphanumeric() || *l == '_') {
                name.push(next);
            }
            if !goes_on {
                path = heads.last().cloned().flatten().unwrap_or_default();
            }
            if name != "self" || path.is_empty() {
                path.push(name);
            }
            goes_on = false;
            if letters.peek() != Some(&':') {
                found.push(std::mem::take(&mut path));
            }
        } else if letter == ':' && letters.next_if_eq(&':').is_some() {
            goes_on = true;
        } else if letter == '{' {
            heads.push(goes_on.then(|| std::mem::take(&mut path)));
            goes_on = false;
        } else if letter == '}' {
            heads.pop();
        } else {
            goes_on = false;
        }
    }
    found
}

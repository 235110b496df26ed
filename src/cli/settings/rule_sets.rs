//! Rule sets and targets by their names: those that are built in, or files of the user's.

use std::{fs, path::Path};

use crate::rules::{
    RuleSet, builtin,
    load::{self, Sources},
    targets::{self, TargetSet},
};

/// A built-in rule set by its id, one of the user's by its folder, or one that a lake keeps by its file.
pub fn rule_set(name: &str, base: &Path) -> Result<RuleSet, Vec<String>> {
    let loaded = match builtin::sources(name) {
        Some(sources) => load::load(&sources),
        None if base.join(name).is_file() => {
            let text = fs::read_to_string(base.join(name))
                .map_err(|error| vec![format!("rule set {name:?} cannot be read ({error})")])?;
            load::load_kept(name, &text)
        }
        None => load::load(&folder(name, base).map_err(|fault| vec![fault])?),
    };
    loaded.map_err(|faults| faults.iter().map(ToString::to_string).collect())
}

/// The built-in targets by their id, or a file of the user's.
pub fn target_set(name: &str, base: &Path, rules: &RuleSet) -> Result<TargetSet, Vec<String>> {
    let (built_in, text) = targets::BUILT_IN;
    let text = if name == built_in {
        text.to_owned()
    } else {
        fs::read_to_string(base.join(name)).map_err(|error| {
            vec![format!(
                "{name:?} cannot be read ({error}); expected {built_in:?}, or the path of a TOML file of targets"
            )]
        })?
    };
    targets::load(name, &text, rules)
        .map_err(|faults| faults.iter().map(ToString::to_string).collect())
}

fn folder(name: &str, base: &Path) -> Result<Sources, String> {
    let unknown = |why: &str| {
        let known: Vec<&str> = builtin::ids().collect();
        format!(
            "rule set {name:?} {why}; expected one of {}, or a folder with rule-set.toml",
            known.join(", ")
        )
    };
    let entries = fs::read_dir(base.join(name)).map_err(|_| unknown("is not known"))?;
    let mut files = Vec::new();
    for entry in entries.flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let text = fs::read_to_string(&path)
                .map_err(|error| unknown(&format!("cannot be read ({error})")))?;
            files.push((entry.file_name().to_string_lossy().into_owned(), text));
        }
    }
    if files.is_empty() {
        return Err(unknown("holds no .toml file"));
    }
    Ok(Sources::new(name, files.iter().map(|(file, text)| (file.as_str(), text.as_str()))))
}

//! The dictionary as rows of one sheet, for the workbook and as CSV: one row per table, column, code,
//! indicator and target, both languages side by side under a heading in one.

use super::model::Dictionary;
use crate::domain::{text::Lang, words};

/// The heading, then the rows; each has as many cells as the heading.
pub fn rows(dictionary: &Dictionary, lang: Lang) -> Vec<Vec<String>> {
    let head = |id: &str| words::of(&format!("dictionary.row.{id}")).get(lang).to_owned();
    let mut rows = vec![HEAD.map(head).to_vec()];
    let mut add = |row: [&str; 9]| rows.push(row.map(str::to_owned).to_vec());
    for room in &dictionary.rooms {
        for table in &room.tables {
            let (title, about) = (&table.title, &table.about);
            let vi = format!("{}. {}", title.vi, about.vi);
            let en = format!("{}. {}", title.en, about.en);
            add(["table", room.id, table.name, "", "", "", &vi, &en, &table.key.join("; ")]);
            for column in &table.columns {
                let required = match (column.required, column.or.as_slice()) {
                    (true, _) => "yes".to_owned(),
                    (false, []) => String::new(),
                    (false, others) => format!("or {}", others.join(", ")),
                };
                let meaning = &column.meaning;
                let codes = column.codes.join("; ");
                add([
                    "column",
                    table.name,
                    column.name,
                    column.kind,
                    column.unit,
                    &required,
                    &meaning.vi,
                    &meaning.en,
                    &codes,
                ]);
            }
        }
    }
    for list in &dictionary.codes {
        for one in &list.codes {
            let meaning = &one.meaning;
            add(["code", list.id, &one.name, "", "", "", &meaning.vi, &meaning.en, ""]);
        }
    }
    for group in &dictionary.groups {
        for one in &group.indicators {
            let vi = format!("{} {}. {}", one.part, one.title.vi, one.reading.vi);
            let en = format!("{} {}. {}", one.part, one.title.en, one.reading.en);
            let formula =
                format!("{}: {} / {}; {}", one.counts, one.those, one.of, one.formula.get(lang));
            add(["indicator", &group.id, &one.id, "", "points", "", &vi, &en, &formula]);
        }
    }
    for target in &dictionary.targets.targets {
        let vi = format!("{}. {}", target.title.vi, target.basis.vi);
        let en = format!("{}. {}", target.title.en, target.basis.en);
        add(["target", &target.indicator, &target.id, "", "", "", &vi, &en, &target.goal]);
    }
    rows
}

const HEAD: [&str; 9] = ["entry", "of", "name", "kind", "unit", "required", "vi", "en", "further"];

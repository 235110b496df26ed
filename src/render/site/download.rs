//! The page of downloads: every file of the edition that is not a page, with what it is and its size.
//! Charts of units and indicators are reached from their pages and only counted here as a folder.

use serde::Serialize;

use super::{
    address::Depth,
    page::{Page, Site, model_of},
    table::{Cell, Table},
};
use crate::{
    domain::number::{self, Decimal},
    edition::{manifest, table_csv},
    figures::{PHONE, Scope},
    schema::tables,
};

const HERE: Depth = Depth::Top;

#[derive(Serialize)]
struct Download {
    tables: Vec<Table>,
    manifest: String,
    data: String,
    embed: Vec<(String, String)>,
}

/// Sections of the page: folder, wording. The longest folder that fits takes a file.
const SECTIONS: [(&str, &str); 8] = [
    ("tables/", "files_tables"),
    ("tables/as_now/", "files_as_now"),
    ("series/", "files_series"),
    ("quality/", "files_quality"),
    ("insight/", "files_insight"),
    ("charts/", "files_charts"),
    ("xlsx/", "files_workbook"),
    ("", "files_other"),
];

impl Site<'_> {
    pub(super) fn download(&self) -> Page {
        let mut tables: Vec<Table> = SECTIONS
            .iter()
            .map(|(_, key)| {
                let id = key.replace('_', "-");
                let columns = [("file", false), ("content", false), ("rows", true), ("size", true)];
                let columns = columns.map(|(key, number)| (self.words.of(key), number));
                Table::new(&id, self.words.of(key), &columns)
            })
            .collect();
        for (path, bytes, rows) in self.made.sizes() {
            if self.is_inner(path) {
                continue;
            }
            let fits =
                SECTIONS.iter().enumerate().filter(|(_, (folder, _))| path.starts_with(folder));
            let Some((section, _)) = fits.max_by_key(|(_, (folder, _))| folder.len()) else {
                continue;
            };
            tables[section].row(vec![
                Cell::Link {
                    text: path.to_owned(),
                    href: format!("{}{path}", HERE.edition()),
                    before: None,
                },
                Cell::text(self.what(path)),
                self.rows(path, rows),
                Cell::size(self.size(bytes)),
            ]);
        }
        tables.retain(|table| !table.rows.is_empty());
        let embed = |name: &str| format!("{}embed/{}/{name}", HERE.constant(), self.lang.tag());
        let model = Download {
            tables,
            manifest: format!("{}{}", HERE.edition(), manifest::NAME),
            data: format!("{}data/index.json", HERE.site()),
            embed: self
                .sheets
                .lists()
                .iter()
                .map(|list| {
                    let title = list.title().map(|title| format!(" ({})", self.tell(&title)));
                    let words = self.words.of("embed_ranking");
                    let address = embed(&format!("{}.html", list.named("ranking")));
                    (address, format!("{words}{}", title.unwrap_or_default()))
                })
                .chain([(embed("groups.html"), self.words.of("embed_groups").to_owned())])
                .collect(),
        };
        Page {
            path: "download.html".into(),
            depth: HERE,
            template: "download.html",
            title: self.words.of("nav_download").to_owned(),
            description: self.words.of("download_description").to_owned(),
            crumbs: vec![(self.words.of("home").to_owned(), "index.html".into())],
            section: "download",
            model: model_of(&model),
        }
    }

    /// How many rows a file holds, where it is a table.
    fn rows(&self, path: &str, rows: Option<u64>) -> Cell {
        let Some(rows) = rows else { return Cell::size("") };
        let text = number::count(rows, self.lang);
        let kinds = [table_csv::PLAIN, table_csv::PACKED, ".parquet"];
        match kinds.iter().find_map(|kind| path.strip_suffix(kind)) {
            Some(table) if !path.starts_with("xlsx/") => Cell::Rows { text, table: table.into() },
            _ => Cell::size(text),
        }
    }

    /// Files that are reached from other pages, or are no figures.
    fn is_inner(&self, path: &str) -> bool {
        ["charts/units/", "charts/indicators/", "site/", "public/"]
            .iter()
            .any(|folder| path.starts_with(folder))
            || path.ends_with(PHONE)
            || (self.view.audience.is_public() && path == manifest::NAME)
    }

    /// What a file is, from its name.
    fn what(&self, path: &str) -> String {
        let file = path.rsplit('/').next().unwrap_or(path);
        let (stem, kind) = file.split_once('.').unwrap_or((file, ""));
        if path.starts_with("charts/")
            && let Some(chart) =
                self.charts.get(Scope::Authority).iter().find(|chart| chart.id == stem)
        {
            return chart.subtitle.get(self.lang).to_owned();
        }
        if path.starts_with("series/")
            && let Some(table) = tables::series::ALL
                .iter()
                .find(|table| table.name.strip_prefix("series_").unwrap_or(table.name) == stem)
        {
            return table.title().get(self.lang).to_owned();
        }
        let key = format!("file_{stem}");
        match self.words.known(&key).or_else(|| self.words.known(&format!("kind_{kind}"))) {
            Some(words) => words.to_owned(),
            None => String::new(),
        }
    }

    /// A size in kilobytes or megabytes of a thousand, one decimal.
    fn size(&self, bytes: u64) -> String {
        let tenths = |unit: u64| {
            let value = Decimal::from((bytes * 10).div_ceil(unit));
            Decimal::new(value.units, 1).text(self.lang)
        };
        match bytes {
            0..1_000_000 => format!("{} kB", tenths(1_000)),
            _ => format!("{} MB", tenths(1_000_000)),
        }
    }
}

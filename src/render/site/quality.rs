//! The page of data quality. Internally: the account of every file, why rows were not counted and
//! what was noticed. Publicly: what cannot be judged or placed, and what is not shown and why.

use serde::Serialize;

use super::{
    Page, Site,
    address::Depth,
    model_of,
    table::{Cell, Table, figures, words},
};
use crate::{
    edition::view::Audience,
    schema::{Value, codes::ACCOUNT_REASONS},
};

const HERE: Depth = Depth::Top;

#[derive(Serialize)]
struct Quality {
    internal: bool,
    accounts: Option<Table>,
    findings: Vec<Table>,
    unplaced: Table,
    missing: Table,
    quarantine: String,
}

impl Site<'_> {
    pub(super) fn quality(&self) -> Page {
        let internal = self.view.audience == Audience::Internal;
        let model = Quality {
            internal,
            accounts: internal.then(|| self.accounts()),
            findings: match internal {
                true => ["quarantined", "out_of_scope", "finding"]
                    .into_iter()
                    .map(|class| self.findings(class))
                    .filter(|table| !table.rows.is_empty())
                    .collect(),
                false => Vec::new(),
            },
            unplaced: self.unplaced(),
            missing: self.missing_table(0, HERE),
            quarantine: format!("{}quality/quarantine.csv", HERE.edition()),
        };
        Page {
            path: "quality.html".into(),
            depth: HERE,
            template: "quality.html",
            title: self.words.of("nav_quality").to_owned(),
            description: self.say("quality_description", &[("period", &self.period())]),
            crumbs: vec![(self.words.of("home").to_owned(), "index.html".into())],
            section: "quality",
            model: model_of(&model),
        }
    }

    fn accounts(&self) -> Table {
        let counts = ["read", "counted", "duplicate", "out_of_scope", "quarantined"];
        let Some(source) = self.book.table("quality/accounts") else { return Table::default() };
        let title = |name: &str| {
            let column = source.columns.iter().find(|column| column.name == name);
            column.map_or(name, |column| self.lang.pick(column.vi(), column.en())).to_owned()
        };
        let mut columns = vec![words(&title("file")), words(&title("source"))];
        columns.extend(counts.iter().map(|name| figures(&title(name))));
        let mut table =
            Table::new("accounts", self.words.of("accounts_caption"), columns).sortable();
        for row in &source.rows {
            let (file, origin) = (text(&row[0]), text(&row[1]));
            let found = self.row("quality/accounts", &[origin, file]);
            let mut cells = vec![Cell::text(file), Cell::text(origin)];
            cells.extend(counts.iter().map(|name| Cell::from(found.figure(name))));
            table.row(cells);
        }
        table
    }

    fn findings(&self, class: &str) -> Table {
        let mut table = Table::new(
            class,
            self.words.of(&format!("findings_{class}")),
            vec![
                words(self.words.of("file")),
                words(self.words.of("reason")),
                figures(self.words.of("rows")),
            ],
        )
        .sortable();
        let source = self.book.table("quality/findings");
        for row in source.into_iter().flat_map(|source| &source.rows) {
            let (file, found, reason) = (text(&row[0]), text(&row[1]), text(&row[2]));
            if found != class {
                continue;
            }
            let figure = self.row("quality/findings", &[file, found, reason]).figure("rows");
            table.row(vec![Cell::text(file), self.reason(reason), figure.into()]);
        }
        table
    }

    /// A reason in words, as the dictionary has it; a code that it does not know stays a code.
    fn reason(&self, reason: &str) -> Cell {
        match ACCOUNT_REASONS.iter().find(|code| code.name == reason) {
            Some(code) => Cell::text(code.meaning().get(self.lang)),
            None => Cell::Code { text: reason.to_owned() },
        }
    }

    /// Dossiers that cannot be judged against a due date, or whose unit is not known.
    fn unplaced(&self) -> Table {
        let mut table = Table::new(
            "unplaced",
            self.say("unplaced_caption", &[("period", &self.period())]),
            vec![words(self.words.of("content")), figures(self.words.of("dossiers"))],
        );
        let whole = self.flow_row(0);
        for (key, column) in
            [("ended_undated", "ended_undated"), ("closing_undated", "closing_undated")]
        {
            table.row(vec![
                Cell::text(self.words.of(key)),
                whole.figure_or(column, self.flow_status()).into(),
            ]);
        }
        let row = self.flow_row(self.view.source.units.unmapped());
        if row.is_known() {
            for (key, column) in
                [("unmapped_opening", "opening"), ("unmapped_received", "received")]
            {
                table.row(vec![
                    Cell::text(self.words.of(key)),
                    row.figure_or(column, self.flow_status()).into(),
                ]);
            }
        }
        table
    }
}

fn text(value: &Value) -> &str {
    match value {
        Value::Text(text) => text,
        _ => "",
    }
}

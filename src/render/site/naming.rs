//! What the figures of a table have in common is said once: on the heading of their column what holds for the
//! column, on a row what holds for the row. A figure's table, row and column are those that it names itself,
//! else those of its row, else those of its heading. Named in every cell they would be a third of all pages.

use std::{cmp::Reverse, collections::BTreeMap};

use minijinja::Value as Html;

use super::figure::{Named, Shown};

/// The attributes of headings and rows, escaped.
#[derive(Debug, PartialEq)]
pub struct Said {
    pub headings: Vec<Html>,
    pub rows: Vec<Html>,
}

/// An attribute that rows and headings may say.
type Part = fn(&mut Named) -> &mut String;
const PARTS: [Part; 2] = [|named| &mut named.table, |named| &mut named.row];

/// Takes out of the figures, by row and column, what is said for them.
pub fn say_once(rows: &mut [Vec<Vec<&mut Shown>>], columns: usize) -> Said {
    let mut headings = vec![String::new(); columns];
    let mut said = vec![String::new(); rows.len()];
    for part in PARTS {
        let of_headings: Vec<Option<String>> = (0..columns)
            .map(|column| {
                let of_column = rows.iter_mut().filter_map(|row| row.get_mut(column)).flatten();
                frequent(of_column.map(|figure| part(&mut figure.named).clone()))
                    .and_then(|(name, times)| (times > 1).then_some(name))
            })
            .collect();
        for (heading, name) in headings.iter_mut().zip(&of_headings) {
            heading.extend(name.as_deref());
        }
        for (row, said) in rows.iter_mut().zip(&mut said) {
            said.extend(of_row(row, &of_headings, part));
        }
    }
    for (column, heading) in headings.iter_mut().enumerate() {
        let mut figures: Vec<&mut &mut Shown> =
            rows.iter_mut().filter_map(|row| row.get_mut(column)).flatten().collect();
        let name = |figure: &Shown| (figure.named.column.clone(), figure.named.scale);
        // How often its value is taken is not known of a figure that is absent.
        let known = figures.iter().filter(|figure| figure.known).map(|figure| name(figure));
        let all = figures.iter().map(|figure| name(figure));
        let Some(((column, scale), _)) = frequent(known).or_else(|| frequent(all)) else {
            continue;
        };
        heading.extend([column.as_str(), scale]);
        for figure in &mut figures {
            let is_said =
                figure.named.column == column && (figure.named.scale == scale || !figure.known);
            if is_said {
                figure.leave_out(|named| {
                    named.column.clear();
                    named.scale = "";
                });
            }
        }
    }
    let html = |all: Vec<String>| all.into_iter().map(Html::from_safe_string).collect();
    Said { headings: html(headings), rows: html(said) }
}

/// What a row says for its figures, where that is shorter than what its headings leave to them.
fn of_row(row: &mut [Vec<&mut Shown>], headings: &[Option<String>], part: Part) -> Option<String> {
    let mut figures: Vec<(&mut Shown, Option<&str>)> = row
        .iter_mut()
        .zip(headings)
        .flat_map(|(cell, heading)| {
            cell.iter_mut().map(|figure| (&mut **figure, heading.as_deref()))
        })
        .collect();
    let names: Vec<String> =
        figures.iter_mut().map(|(figure, _)| part(&mut figure.named).clone()).collect();
    let (most, times) = frequent(names.iter().cloned())?;
    let by_heading = figures
        .iter()
        .zip(&names)
        .filter(|((_, heading), name)| *heading == Some(name.as_str()))
        .count();
    let own = (times > by_heading).then_some(most);
    for ((figure, heading), name) in figures.iter_mut().zip(&names) {
        if own.as_deref().or(*heading) == Some(name.as_str()) {
            figure.leave_out(|named| part(named).clear());
        }
    }
    own
}

/// The most frequent of them, of several the first in their order, and how often it is there.
fn frequent<T: Ord>(all: impl Iterator<Item = T>) -> Option<(T, usize)> {
    let mut times: BTreeMap<T, usize> = BTreeMap::new();
    all.for_each(|one| *times.entry(one).or_default() += 1);
    times.into_iter().min_by_key(|(_, times)| Reverse(*times))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{number::Decimal, text::Lang},
        sheets::{Amount, Figure, Form, Place},
    };

    /// A figure of `TABLE KEY COLUMN`; a column with `%` is a share, one with `-` behind it is absent.
    fn figure(place: &str) -> Shown {
        let [table, key, column] =
            <[&str; 3]>::try_from(place.split(' ').collect::<Vec<_>>()).unwrap();
        let form = match column.ends_with('%') {
            true => Form::Share(Decimal::from(50_i64)),
            false => Form::Plain,
        };
        let amount = Amount { exact: Decimal::from(1_i64), form };
        let value = (!column.ends_with('-')).then_some(amount);
        let place = Place {
            table: table.into(),
            key: key.into(),
            column: column.trim_end_matches(['%', '-']).into(),
            since: None,
        };
        let figure = Figure { place, value, absent: None, is_brief: false, bar: None };
        Shown::of(&figure, Lang::En)
    }

    /// What headings, rows and cells of a table say; a blank cell holds no figure.
    fn said(rows: &[&[&str]]) -> (Vec<String>, Vec<(String, Vec<String>)>) {
        let mut figures: Vec<Vec<Vec<Shown>>> = rows
            .iter()
            .map(|row| row.iter().map(|cell| cell.lines().map(figure).collect()).collect())
            .collect();
        let mut borrowed: Vec<Vec<Vec<&mut Shown>>> = figures
            .iter_mut()
            .map(|row| row.iter_mut().map(|cell| cell.iter_mut().collect()).collect())
            .collect();
        let columns = rows.iter().map(|row| row.len()).max().unwrap_or(0);
        let said = say_once(&mut borrowed, columns);
        let plain = |text: &Html| text.to_string().replace("data-", "").replace('"', "");
        let cells = figures
            .iter()
            .map(|row| row.iter().flatten().map(|figure| plain(&figure.mark)).collect::<Vec<_>>());
        let headings = said.headings.iter().map(plain).collect();
        (headings, said.rows.iter().map(plain).zip(cells).collect())
    }

    #[test]
    fn a_column_is_named_by_its_heading_and_a_row_by_itself() {
        let (headings, rows) = said(&[&["", "t a x", "t a y%"], &["", "t b x", "t b y-"]]);
        assert_eq!(headings, ["", " table=t column=x", " table=t column=y scale=100"]);
        let absent = " status=empty".to_owned();
        assert_eq!(rows[0], (" key=a".to_owned(), vec![String::new(), String::new()]));
        assert_eq!(rows[1], (" key=b".to_owned(), vec![String::new(), absent]));
    }

    #[test]
    fn a_total_of_another_table_names_it_on_its_row() {
        let (headings, rows) =
            said(&[&["t a x", "u a y"], &["t b x", "u b y"], &["s c x", "s c z"]]);
        assert_eq!(headings, [" table=t column=x", " table=u column=y"]);
        assert_eq!(
            rows[2],
            (" table=s key=c".to_owned(), vec![String::new(), " column=z".to_owned()])
        );
    }

    #[test]
    fn the_columns_of_one_row_that_stand_below_each_other_name_the_row_on_the_heading() {
        let (headings, rows) = said(&[&["t a x"], &["t a y"], &["t a z%"]]);
        assert_eq!(headings, [" table=t key=a column=x"]);
        let cells: Vec<&str> = rows.iter().map(|(_, cells)| cells[0].as_str()).collect();
        assert_eq!(cells, ["", " column=y", " column=z scale=100"]);
        assert!(rows.iter().all(|(row, _)| row.is_empty()));
    }

    #[test]
    fn a_number_in_a_column_of_shares_says_itself_what_it_is() {
        let (headings, rows) = said(&[&["t a x%"], &["t b x%"], &["t c x"]]);
        assert_eq!(headings, [" table=t column=x scale=100"]);
        assert_eq!(rows[2], (" key=c".to_owned(), vec![" column=x".to_owned()]));
    }

    #[test]
    fn several_figures_in_a_cell_leave_out_what_is_said_and_no_more() {
        let (_, rows) = said(&[&["t a x", "t a x\nt a y"], &["t b x", "t b x\nt b y"]]);
        assert_eq!(rows[0].0, " key=a");
        assert_eq!(rows[0].1, ["", "", " column=y"]);
    }
}

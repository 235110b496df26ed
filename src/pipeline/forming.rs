//! A form for any range of days: the dossiers of the lake judged in these days as counting judges them in a
//! period, its counts by field, unit or procedure, and the two files. The total row is counted from all
//! dossiers of the authority.

use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
};

use super::{
    documents,
    failure::Failure,
    job::Job,
    judging::{Dossiers, Judging, Reading},
    needed::Needed,
    registers::Registers,
    years,
};
use crate::{
    count::{
        columns::{Columns, key, unit_and_procedure},
        engine::{self, Sums},
        lacking,
        plan::Measure,
    },
    domain::{
        coverage::Coverage,
        days::{Days, Span},
        procedure::Procedure,
        text::Text,
        time::{Day, LocalTime},
    },
    edition::absence,
    judge::{Window, facts::Fact},
    render::form::{
        self, Content,
        filled::{Filled, Row},
    },
    rules::forms::{
        By, Form,
        form::{Column, Shows},
    },
    schema::canonical::Kind,
};

/// Facts that a thread gathers before they are counted.
const GATHERED: usize = 1 << 18;

/// What is asked for.
pub struct Asked<'a> {
    pub form: &'a Form,
    pub days: Days,
    pub by: By,
    pub as_of: Option<LocalTime>,
    /// Where the files go.
    pub folder: &'a Path,
}

/// Counts a form, lets `tell` see it, and writes its files.
pub fn form<T>(
    job: &Job,
    asked: &Asked<'_>,
    tell: impl FnOnce(&Filled<'_>) -> T,
) -> Result<(T, Vec<PathBuf>), Failure> {
    let Asked { form, days, by, as_of, folder } = *asked;
    let (first, last) = days.months().ok_or_else(|| {
        Failure::Configuration(vec![format!("{days}: no rule set speaks of these years")])
    })?;
    job.check_period(first, last)?;
    let registers = Registers::open(job)?;
    let cut_off = registers.cut_off(days.end(), as_of)?;
    if cut_off <= days.start() {
        return Err(Failure::NothingToDo(format!(
            "{days} begins after the cut-off {}; choose earlier days or a later --as-of",
            cut_off.to_minute()
        )));
    }
    let window = Window::new(days, cut_off);
    let counted =
        Counted { form, window, registers: &registers, sums: sums(job, &registers, form, window)? };
    let lacks = |column: &Column| -> Vec<Text> {
        let Shows::Count(formula) = &column.shows else { return Vec::new() };
        let conditions = formula.places().map(|place| &form.counts[place].1);
        let lacking = conditions.flat_map(|one| lacking::of_condition(one, &registers.given));
        let mut lacking: Vec<Text> = lacking.map(|one| absence::in_words(&one)).collect();
        lacking.sort();
        lacking.dedup();
        lacking
    };
    let authority = &registers.units.authority().on(window.end.last_day()).name;
    let filled = Filled {
        form,
        by,
        authority,
        authority_id: &registers.units.authority().id,
        invented: job.authority.invented,
        rules: &job.rules.title,
        days,
        cut_off,
        coverage: Coverage::of(days, registers.complete_from(job)),
        rows: counted.rows(by),
        total: counted.total(),
        lacking: form.columns.iter().map(lacks).collect(),
    };
    let content = Content::of(&filled);
    let name = filled.file_name();
    let xlsx = form::xlsx(&content).map_err(|error| documents::fault(folder, error))?;
    let docx = form::docx(&content).map_err(|error| documents::fault(folder, error))?;
    let files = [(format!("{name}.xlsx"), xlsx), (format!("{name}.docx"), docx)];
    let files = documents::write(folder, files)?;
    Ok((tell(&filled), files))
}

/// What all dossiers come to, by unit and by unit and procedure, in the order of the form's counts.
fn sums(
    job: &Job,
    registers: &Registers,
    form: &Form,
    window: Window<Days>,
) -> Result<Sums, Failure> {
    let judging = Judging::new(job, registers);
    let measures: Vec<Measure> =
        form.counts.iter().map(|(_, condition)| Measure::Rows(condition.clone())).collect();
    let kept: Vec<usize> = (0..measures.len()).collect();
    let windows = [window];
    let reading = Reading {
        windows: &windows,
        dossiers: Dossiers::InHand,
        ids: false,
        databases: None,
        threads: job.threads,
    };
    let ended = judging.dossiers(
        &reading,
        || (Columns::<Fact>::default(), Sums::default(), Needed::default()),
        |(columns, sums, needed), _, facts| {
            let Some(fact) = facts.flatten().next() else { return Ok(()) };
            needed.note(Kind::Dossiers, fact.lacks_year);
            columns.push(key(fact.unit, fact.procedure), &fact);
            if columns.len() >= GATHERED {
                engine::count(columns.take()?, &measures, &kept, &[], sums)?;
            }
            Ok(())
        },
        |(mut columns, mut sums, needed)| {
            if !columns.is_empty() {
                engine::count(columns.take()?, &measures, &kept, &[], &mut sums)?;
            }
            Ok((sums, needed))
        },
    )?;
    let (mut sums, mut needed) = (Sums::default(), Needed::default());
    for (own, own_needed) in ended {
        sums.merge(own);
        needed.merge(own_needed);
    }
    years::check_days(job, &judging.calendar, window.period, &needed)?;
    Ok(sums)
}

struct Counted<'a> {
    form: &'a Form,
    window: Window<Days>,
    registers: &'a Registers,
    sums: Sums,
}

impl Counted<'_> {
    /// The day on which names are those that the form shows.
    fn day(&self) -> Day {
        self.window.end.last_day()
    }

    fn none(&self) -> Vec<u64> {
        vec![0; self.form.counts.len()]
    }

    fn authority(&self) -> &str {
        &self.registers.units.authority().on(self.day()).name
    }

    /// All dossiers of the authority.
    fn total(&self) -> Row {
        let mut counts = self.none();
        self.sums.units.values().for_each(|figures| add(&mut counts, figures));
        Row { id: String::new(), name: self.form.rows.total.clone(), counts }
    }

    fn rows(&self, by: By) -> Vec<Row> {
        match by {
            By::Unit => self.units(),
            By::Field => self.procedures(|_, procedure| {
                let version = procedure.map(|procedure| procedure.on(self.day()));
                let field = version.map(|one| (one.field_id.clone(), one.field_name.clone()));
                match field {
                    Some((Some(id), name)) => (id.clone(), name.unwrap_or(id)),
                    Some((None, Some(name))) => (name.clone(), name),
                    _ => (String::new(), self.form.rows.no_field.clone()),
                }
            }),
            By::Procedure => self.procedures(|id, procedure| {
                let name = procedure.map(|procedure| procedure.on(self.day()).name.clone());
                let name = name.filter(|name| !name.is_empty());
                let shown = name.map_or_else(|| id.to_owned(), |name| format!("{name} ({id})"));
                (id.to_owned(), shown)
            }),
        }
    }

    /// Rows by what a procedure belongs to, by its code; what has none stands last.
    fn procedures(&self, of: impl Fn(&str, Option<&Procedure>) -> (String, String)) -> Vec<Row> {
        let catalogue: HashMap<&str, &Procedure> =
            self.registers.procedures.iter().map(|one| (one.id.as_str(), one)).collect();
        let mut rows: BTreeMap<(bool, String), Row> = BTreeMap::new();
        for (key, figures) in &self.sums.procedures {
            let number = unit_and_procedure(*key).1 as usize;
            let code = &self.registers.procedure_ids[number];
            let (id, name) = of(code, catalogue.get(code.as_str()).copied());
            let row = rows.entry((id.is_empty(), id.clone()));
            let row = row.or_insert_with(|| Row { id, name: name.clone(), counts: self.none() });
            // Of several names of one code always the same one, in whatever order they come.
            row.name = std::mem::take(&mut row.name).min(name);
            add(&mut row.counts, figures);
        }
        rows.into_values().filter(|row| !is_empty(&row.counts)).collect()
    }

    /// The units directly below the authority, each with all below it; what is in none of them has a row of
    /// its own.
    fn units(&self) -> Vec<Row> {
        let units = &self.registers.units;
        let tree = units.tree(self.day());
        let mut by_unit = vec![self.none(); units.len()];
        for (unit, figures) in &self.sums.units {
            let mut path: Vec<u32> = tree.upwards(*unit).collect();
            path.pop();
            let top = path.last().copied().unwrap_or_default();
            add(&mut by_unit[top as usize], figures);
        }
        let (first, last) = (self.window.period.from(), self.day());
        let mut rows = Vec::new();
        for (place, (unit, counts)) in units.iter().zip(by_unit).enumerate() {
            let is_top = tree.parent(place as u32) == Some(0) && place as u32 != units.unmapped();
            let begun = unit.versions[0].valid_from.is_none_or(|from| from <= last);
            let listed = is_top && begun && !unit.is_over(first);
            if !listed && is_empty(&counts) {
                continue;
            }
            let name = match place {
                0 => {
                    let parts = [("authority", self.authority().to_owned())];
                    crate::domain::words::fill(&self.form.rows.itself, &parts, String::clone)
                }
                _ => unit.on(self.day()).name.clone(),
            };
            rows.push(Row { id: unit.id.clone(), name, counts });
        }
        rows
    }
}

fn is_empty(counts: &[u64]) -> bool {
    counts.iter().all(|count| *count == 0)
}

fn add(total: &mut [u64], figures: &[u64]) {
    total.iter_mut().zip(figures).for_each(|(total, figure)| *total += figure);
}

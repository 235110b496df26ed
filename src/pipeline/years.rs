//! The years that a calendar does not hold. Holidays are announced year by year: a due date that was
//! counted through a year without them is a guess. Where a figure that was asked for hangs on one, nothing
//! is published; elsewhere the rows are counted as a finding of their file (`calendar_year_missing`).

use super::{
    failure::Failure,
    job::{Beyond, Job},
    judging::Judging,
    needed::Needed,
    tallies::Tally,
};
use crate::{
    domain::{
        account::{Account, Finding},
        calendar::Calendar,
        days::Days,
        period::Period,
        time::Day,
    },
    judge::{Window, announcements, petitions},
    lake::registers::Settled,
    schema::canonical::Kind,
    sources::input_file::InputFile,
};

/// Whether the calendar holds every year that figures of a period hang on, or need not hold it.
pub fn are_known(judging: &Judging<'_>, window: &Window, tally: &Tally) -> bool {
    let mut needed = tally.years.clone();
    note_registers(&mut needed, judging, window);
    judging.job.beyond != Beyond::Refuse || needed.years().next().is_none()
}

/// Adds the petitions and announcements of a period.
pub fn note_registers(needed: &mut Needed, judging: &Judging<'_>, window: &Window) {
    for (_, fact) in judging.petitions(window) {
        needed.note(Kind::Petitions, fact.and_then(|fact| fact.lacks_year));
    }
    for (_, _, fact) in judging.announcements(window) {
        needed.note(Kind::Announcements, fact.lacks_year);
    }
}

/// Refuses figures of periods that hang on such a year, unless the configuration says what it means.
pub fn check(job: &Job, calendar: &Calendar, asked: &[(Period, Needed)]) -> Result<(), Failure> {
    let years = asked.iter().flat_map(|(_, needed)| needed.years());
    let Some(year) = years.min().filter(|_| job.beyond == Beyond::Refuse) else {
        return Ok(());
    };
    let mut found: Vec<_> =
        asked.iter().filter(|(_, needed)| needed.years().any(|own| own == year)).collect();
    found.sort_by_key(|(period, _)| (period.kind, *period));
    let lines = found.iter().map(|(period, needed)| format!("{period}: {}", needed.of_year(year)));
    Err(refused(job, calendar, year, &lines.collect::<Vec<_>>().join("; ")))
}

/// The same for a range of days.
pub fn check_days(
    job: &Job,
    calendar: &Calendar,
    days: Days,
    needed: &Needed,
) -> Result<(), Failure> {
    let year = needed.years().min().filter(|_| job.beyond == Beyond::Refuse);
    year.map_or(Ok(()), |year| {
        Err(refused(job, calendar, year, &format!("{days}: {}", needed.of_year(year))))
    })
}

fn refused(job: &Job, calendar: &Calendar, year: i32, rows: &str) -> Failure {
    Failure::Data(format!(
        "working days of {year} are needed to judge {rows}; {} says nothing of {year}. {}",
        name(job, calendar),
        remedy(job)
    ))
}

/// Enters in the accounts which petitions and announcements have a deadline in such a year. Dossiers are
/// looked at where their rows meet.
pub fn find(job: &Job, calendar: &Calendar, settled: &Settled, accounts: &mut [Account]) {
    let switches = &job.rules.switches;
    let petitions = settled.petitions.iter();
    let petitions = petitions.filter(|(_, row)| petitions::outlasts(row, calendar, switches));
    let kind = job.authority.kind;
    let announced = settled.announcements.iter();
    let announced =
        announced.filter(|(_, row)| announcements::outlasts(row, kind, calendar, switches));
    for place in petitions.map(|(place, _)| place).chain(announced.map(|(place, _)| place)) {
        accounts[place.file as usize].find(Finding::CalendarYearMissing, place.position);
    }
}

/// What the operator should know where the calendar says nothing of the last day of the data. Rows that
/// need only a later year, whose holidays nobody has announced yet, or one long past are a finding and no
/// more.
pub fn warning(
    job: &Job,
    calendar: &Calendar,
    last_day: Day,
    files: &[InputFile],
) -> Option<String> {
    let lacks = calendar.unsure(last_day, last_day).is_some() && job.beyond == Beyond::Refuse;
    let finding = Finding::CalendarYearMissing;
    let found: Vec<String> = files
        .iter()
        .filter_map(|file| {
            let rows = file.account.findings.get(&finding)?;
            let first = file.account.first.get(&finding)?;
            Some(format!("{rows} rows of {} (first in line {first})", file.path))
        })
        .collect();
    (lacks && !found.is_empty()).then(|| {
        format!(
            "{} says nothing of {}, and {} need working days that it does not hold. {}",
            name(job, calendar),
            last_day.year(),
            found.join(", "),
            remedy(job)
        )
    })
}

fn name(job: &Job, calendar: &Calendar) -> String {
    let years = calendar.years();
    match &job.calendar {
        Some(path) => format!("the calendar {} ({years})", job.shown(path)),
        None => format!("the built-in calendar ({years})"),
    }
}

fn remedy(job: &Job) -> &'static str {
    match job.calendar {
        Some(_) => {
            "Add the holidays and swapped working days of that year to it, or write beyond = \"weekdays\" under \
             [calendar] where Monday to Friday will do"
        }
        None => {
            "Give a calendar that holds that year under [calendar] path, or write beyond = \"weekdays\" there where \
             Monday to Friday will do"
        }
    }
}

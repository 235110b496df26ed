//! Requests for city services of Boston, nine years of them, with the city's own verdict on each.
//! Nobody of this project made these records, so what they hold is not what we thought of.

use std::{collections::BTreeMap, path::Path};

use chrono::NaiveDateTime;

use crate::support::{
    Scratch, accounts,
    recount::{self, Dossier, Precision},
    row_of, shared, whole,
};

const AUTHORITY: &str = "Boston";
/// The first month in which a request was opened and the last in which one was closed.
pub const FIRST: &str = "2015-01";
pub const LAST: &str = "2024-01";

/// One request after the last of its deliveries, with the city's verdict.
struct Request {
    dossier: Dossier,
    /// `ONTIME` or `OVERDUE`.
    city: String,
}

/// The requests of all files, and how many rows there were.
struct City {
    requests: Vec<Request>,
    rows: u64,
}

impl City {
    fn dossiers(&self) -> Vec<Dossier> {
        self.requests.iter().map(|request| request.dossier.clone()).collect()
    }
}

fn time(text: &str) -> Option<NaiveDateTime> {
    (!text.is_empty()).then(|| {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").expect("a time of the city")
    })
}

/// The last row of each request by file name and position.
fn read(folder: &Path) -> City {
    let entries = std::fs::read_dir(folder).expect("a readable folder");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "csv"));
    files.sort();
    let mut last = BTreeMap::new();
    let mut rows = 0;
    for file in files {
        for row in crate::support::read_csv(&file) {
            let channel = match row["source"].as_str() {
                "Citizens Connect App" | "Self Service" => "online",
                "Constituent Call" => "counter",
                "Twitter" => "post",
                _ => "other",
            };
            let dossier = Dossier {
                id: row["case_enquiry_id"].clone(),
                unit: row["department"].clone(),
                procedure: row["type"].clone(),
                channel,
                received: time(&row["open_dt"]).expect("every request has an opening time"),
                due: time(&row["sla_target_dt"]),
                ended: time(&row["closed_dt"]),
            };
            rows += 1;
            last.insert(dossier.id.clone(), Request { dossier, city: row["on_time"].clone() });
        }
    }
    City { requests: last.into_values().collect(), rows }
}

/// The configuration, in a folder of its own.
pub fn configured(folder: &Path) -> Scratch {
    let scratch = Scratch::new("boston");
    let config = format!(
        r#"[authority]
id = "{AUTHORITY}"
name = "City of Boston"
kind = "province"
timezone = "America/New_York"

[rules]
set = "portal-2026"

[units]
discover = true

[[source]]
name = "city"
kind = "dossiers"
format = "table"
path = '{}'
datetime = ["%Y-%m-%d %H:%M:%S"]
columns = {{ dossier_id = "case_enquiry_id", unit_id = "department", procedure_id = "type", received_at = "open_dt", due_at = "sla_target_dt", ended_at = "closed_dt", channel = "source" }}
values.channel = {{ online = ["Citizens Connect App", "Self Service"], counter = ["Constituent Call"], post = ["Twitter"], other = ["*"] }}
on_duplicate = "last"
"#,
        folder.join("*.csv").display()
    );
    scratch.write("chiso.toml", config);
    scratch
}

/// One run over all months of the data.
fn run(folder: &Path) -> Scratch {
    let scratch = configured(folder);
    scratch.chiso_succeeds(&format!("run --from {FIRST} --to {LAST}"));
    scratch
}

#[test]
fn the_flow_of_every_department_and_month_of_boston_equals_a_count_by_plain_loops() {
    let Some(folder) = shared("boston-311") else {
        return;
    };
    let city = read(&folder);
    let dossiers = city.dossiers();
    let scratch = run(&folder);

    let periods = recount::periods(FIRST, LAST);
    let flow = scratch.table("flow");
    let cells = recount::assert_flow(&flow, &dossiers, &periods, Precision::Instant, AUTHORITY);
    assert!(cells > periods.len(), "nothing was compared");

    // The records hold every case that the comparison is about.
    let sum = |column: &str| flow.iter().map(|row| whole(row, column)).sum::<i64>();
    for column in recount::COLUMNS {
        let absent = [
            "closing_waiting",
            "ended_withdrawn",
            "ended_refused",
            "ended_stopped",
            "handling_seconds",
        ];
        assert!(absent.contains(&column) || sum(column) > 0, "the records have no {column}");
    }
    assert!(
        dossiers.iter().any(|d| d.ended.is_some_and(|ended| ended < d.received)),
        "no request closes before it opens",
    );

    // The indicator says what the flow says.
    let indicators = scratch.table("indicators");
    let progress: BTreeMap<(&str, &str), (i64, i64)> = indicators
        .iter()
        .filter(|row| row["indicator_id"] == "handled_on_time")
        .map(|row| {
            let figures = (whole(row, "numerator"), whole(row, "denominator"));
            ((row["period"].as_str(), row["unit_id"].as_str()), figures)
        })
        .collect();
    assert_eq!(progress.len(), flow.len());
    for row in &flow {
        let figures = (whole(row, "on_time_numerator"), whole(row, "on_time_denominator"));
        assert_eq!(
            progress[&(row["period"].as_str(), row["unit_id"].as_str())],
            figures,
            "{row:?}"
        );
    }

    // Each file's account closes, and the re-delivered rows are counted as such.
    let accounts = accounts(&scratch.edition());
    assert!(accounts.iter().all(|account| account.closes()), "{accounts:?}");
    let sum =
        |figure: fn(&crate::support::Account) -> u64| accounts.iter().map(figure).sum::<u64>();
    assert_eq!(sum(|account| account.read), city.rows);
    assert_eq!(sum(|account| account.counted), dossiers.len() as u64);
    assert_eq!(sum(|account| account.duplicate), city.rows - dossiers.len() as u64);

    // A single month, counted from the lake at its own cut-off, says the same: what happened later
    // is still to come.
    for month in ["2015-01", "2016-07", "2019-12", "2021-03", "2023-12"] {
        let result = scratch.chiso_succeeds(&format!("count --month {month} --format json")).json();
        let counted = result["periods"].as_array().expect("a list of periods");
        let expected = recount::periods(month, month);
        for period in counted {
            let name = period["period"].as_str().expect("a period has a name");
            let own: Vec<_> = expected.iter().filter(|p| p.name == name).cloned().collect();
            assert_eq!(own.len(), 1, "{name} does not contain {month}");
            let with_period = |row: &serde_json::Value| {
                let mut row = row_of(row);
                row.insert("period".into(), name.into());
                row
            };
            let rows: Vec<_> =
                period["flow"].as_array().expect("a flow").iter().map(with_period).collect();
            recount::assert_flow(&rows, &dossiers, &own, Precision::Instant, AUTHORITY);
        }
        assert!(counted.iter().any(|period| period["period"] == month), "{month} was not counted");
    }
}

#[test]
fn the_verdict_on_every_closed_request_with_a_target_is_the_verdict_of_the_city() {
    let Some(folder) = shared("boston-311") else {
        return;
    };
    let city = read(&folder);
    let dossiers = city.dossiers();
    let scratch = run(&folder);

    let (mut agreed, mut late) = (0, 0);
    for month in recount::months(FIRST, LAST) {
        let facts = scratch.facts(&month);
        let period = recount::periods(&month, &month)
            .into_iter()
            .find(|period| period.name == month)
            .expect("the month itself");
        recount::assert_verdicts(&facts, &dossiers, &period, Precision::Instant);
        for Request { dossier, city } in &city.requests {
            let ended = dossier.end_of_handling();
            if dossier.due.is_none() || !ended.is_some_and(|x| period.start <= x && x < period.end)
            {
                continue;
            }
            let verdict = facts[&dossier.id]["verdict"].as_str();
            let ours = match verdict {
                "early" | "on_time" => "ONTIME",
                "late" => "OVERDUE",
                other => panic!("request {} ended in {month} and is {other}", dossier.id),
            };
            assert_eq!(ours, city, "request {}: {dossier:?}", dossier.id);
            agreed += 1;
            late += i32::from(verdict == "late");
        }
    }
    let closed_with_target =
        dossiers.iter().filter(|d| d.due.is_some() && d.ended.is_some()).count();
    assert_eq!(agreed, closed_with_target, "some closed requests with a target were in no month");
    assert!(late > 0 && agreed as i32 > late, "the records have both verdicts");
}

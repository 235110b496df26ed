//! What every test needs: a folder of its own, a call of the program, its tables read back, and the
//! case flow of section 6 counted a second time by plain loops that share nothing with the program.

use std::{
    collections::BTreeMap,
    ffi::OsStr,
    fs,
    io::Read,
    path::{Path, PathBuf},
    process::Command,
    sync::atomic::{AtomicU32, Ordering},
};

use serde_json::Value;

/// The pages of the newest month within an edition, by language.
pub const PAGES: &str = "site/archive/latest";

/// One row of a table, by column name; what is missing is empty.
pub type Row = BTreeMap<String, String>;

/// A folder that is removed with the value.
pub struct Scratch {
    path: PathBuf,
    /// Editions made here have charts, pages and a workbook.
    with_pages: bool,
}

impl Scratch {
    /// Most tests look at tables; their editions are made without charts, pages and workbook.
    pub fn new(name: &str) -> Self {
        let mut scratch = Self::with_pages(name);
        scratch.with_pages = false;
        scratch
    }

    pub fn with_pages(name: &str) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = format!("chiso-{name}-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(folder);
        fs::create_dir_all(&path).expect("a temporary folder can be made");
        Self { path, with_pages: true }
    }

    /// The same with charts, pages and a workbook.
    pub fn seen(mut self) -> Self {
        self.with_pages = true;
        let path = self.join("chiso.toml");
        let config = fs::read_to_string(&path).expect("a configuration");
        let config = config.replace("\n[publication]\ntables_only = true\n", "");
        fs::write(path, config).expect("a file can be written");
        self
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn join(&self, file: &str) -> PathBuf {
        self.path.join(file)
    }

    /// Writes a file and the folders above it.
    pub fn write(&self, file: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let (path, bytes) = (self.join(file), bytes.as_ref());
        let parent = path.parent().expect("a file has a folder");
        fs::create_dir_all(parent).expect("a folder can be made");
        fs::write(&path, bytes).expect("a file can be written");
        let text = String::from_utf8_lossy(bytes);
        let is_configuration = file.ends_with(".toml") && text.contains("[authority]");
        if is_configuration && !self.with_pages && !text.contains("tables_only") {
            let text = [bytes, b"\n[publication]\ntables_only = true\n"].concat();
            fs::write(&path, text).expect("a file can be written");
        }
        path
    }

    /// A rule set of one's own: the default one under other switches.
    pub fn write_rule_set(&self, folder: &str, switches: &str) {
        let text = format!("id = \"own\"\nextends = \"portal-2026\"\n\n[switches]\n{switches}\n");
        self.write(&format!("{folder}/rule-set.toml"), text);
    }

    /// Runs the program here; a call is `run --month 2026-01`, split at the spaces.
    pub fn chiso(&self, call: &str) -> Outcome {
        Call::new(call).at(self.path()).run()
    }

    /// Runs the program here and fails the test unless it succeeds.
    pub fn chiso_succeeds(&self, call: &str) -> Outcome {
        self.chiso(call).succeeded()
    }

    /// Publishes a month in shares of the dossiers, from a folder of parts.
    pub fn run_in_shares(&self, month: &str, shares: usize) -> Outcome {
        for call in self.calls_in_shares(month, shares) {
            self.chiso_succeeds(&call);
        }
        let call = format!("run --from-partials partials --parts parts --month {month}");
        self.chiso_succeeds(&call)
    }

    /// The calls that make the parts of all files and the partials of all shares, the last share first.
    pub fn calls_in_shares(&self, month: &str, shares: usize) -> Vec<String> {
        let files = self.chiso_succeeds("part --list --into parts").stdout;
        let parts = format!("part --into parts {}", files.replace('\n', " "));
        let shard = |share: usize| {
            format!("shard {share}/{shares} --parts parts --into partials --month {month}")
        };
        std::iter::once(parts).chain((1..=shares).rev().map(shard)).collect()
    }

    /// Everything that was published, and what the manifests say but for the edition before.
    pub fn published(&self) -> Snapshot {
        let mut files = snapshot(&self.edition());
        for (path, bytes) in &mut files {
            if path.ends_with("manifest.json") {
                let mut manifest: Value = serde_json::from_slice(bytes).expect("a manifest");
                manifest.as_object_mut().expect("an object").remove("after");
                *bytes = manifest.to_string().into_bytes();
            }
        }
        files
    }

    /// The newest edition.
    pub fn edition(&self) -> PathBuf {
        self.join("reports/current")
    }

    /// A published table, from its CSV.
    pub fn table(&self, name: &str) -> Vec<Row> {
        read_csv(&self.edition().join(format!("tables/{name}.csv")))
    }

    /// The facts of one month, by dossier.
    pub fn facts(&self, month: &str) -> BTreeMap<String, Row> {
        let file = format!("facts-{month}.parquet");
        self.chiso_succeeds(&format!("facts --month {month} --output {file}"));
        let rows = read_parquet(&self.join(&file));
        let count = rows.len();
        let by_dossier: BTreeMap<String, Row> =
            rows.into_iter().map(|row| (row["dossier_id"].clone(), row)).collect();
        assert_eq!(by_dossier.len(), count, "a dossier has two fact rows in {month}");
        by_dossier
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// One call of the program, with messages in English.
pub struct Call(Command);

/// The day on which tests take place, unless they say another: every month they speak of is over.
const TODAY: &str = "2030-01-01";

impl Call {
    /// A call that may publish months without a receipt, of which the small worlds of tests are full.
    pub fn new(call: &str) -> Self {
        let publishes = ["run", "restate"].iter().any(|name| call.split(' ').next() == Some(name));
        let plain = Self::as_it_is(call);
        if publishes { plain.arg("--allow-empty") } else { plain }
    }

    /// A call without anything that is not in it.
    pub fn as_it_is(call: &str) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chiso"));
        command.args(call.split_whitespace()).args(["--lang", "en"]);
        command.env("CHISO_TODAY", TODAY);
        Self(command)
    }

    pub fn at(mut self, folder: &Path) -> Self {
        self.0.current_dir(folder);
        self
    }

    pub fn arg(mut self, value: impl AsRef<OsStr>) -> Self {
        self.0.arg(value);
        self
    }

    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.0.env(name, value);
        self
    }

    pub fn run(mut self) -> Outcome {
        let output = self.0.output().expect("the program starts");
        Outcome {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("the result is UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("the log is UTF-8"),
        }
    }
}

/// How a call ended; no code means that a signal ended it.
#[derive(Debug)]
pub struct Outcome {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Outcome {
    pub fn succeeded(self) -> Self {
        assert_eq!(self.code, Some(0), "the call failed:\n{}{}", self.stderr, self.stdout);
        self
    }

    /// The result of a call with `--format json`.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("stdout is not JSON ({error}):\n{}", self.stdout))
    }
}

/// The real records that the project is tested on, where they are at hand.
pub fn shared(file: &str) -> Option<PathBuf> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let path = data.join(file);
    if path.exists() {
        return Some(path);
    }
    let required = std::env::var("CHISO_REQUIRE_SHARED").is_ok_and(|value| value == "1");
    assert!(!required, "{} is absent, and CHISO_REQUIRE_SHARED=1 asks for it", path.display());
    eprintln!("skipped: {} is absent; put the shared data there to run this test", path.display());
    None
}

/// The rows of a CSV with a header, with or without a byte order mark; a long table is packed.
pub fn read_csv(path: &Path) -> Vec<Row> {
    let packed = path.with_added_extension("gz");
    let bytes = match packed.exists() {
        true => unpacked(&packed),
        false => fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())),
    };
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let mut reader = csv::Reader::from_reader(bytes);
    let rows = reader.deserialize::<Row>();
    rows.map(|row| row.unwrap_or_else(|error| panic!("{}: {error}", path.display()))).collect()
}

fn unpacked(path: &Path) -> Vec<u8> {
    let mut text = Vec::new();
    let file = fs::File::open(path).unwrap();
    flate2::read::GzDecoder::new(file).read_to_end(&mut text).unwrap();
    text
}

/// The rows of a Parquet file, every value as text.
pub fn read_parquet(path: &Path) -> Vec<Row> {
    use arrow::util::display::{ArrayFormatter, FormatOptions};
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

    let file = fs::File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).expect("a Parquet footer");
    let mut rows = Vec::new();
    for batch in reader.build().expect("a Parquet reader") {
        let batch = batch.expect("a readable row group");
        let first = rows.len();
        rows.resize(first + batch.num_rows(), Row::new());
        for (field, column) in batch.schema().fields().iter().zip(batch.columns()) {
            let format = ArrayFormatter::try_new(column, &FormatOptions::default())
                .expect("a column that can be printed");
            for (index, row) in rows[first..].iter_mut().enumerate() {
                row.insert(field.name().clone(), format.value(index).to_string());
            }
        }
    }
    rows
}

/// The whole number in a column; missing is a failure, because missing is never 0.
pub fn whole(row: &Row, column: &str) -> i64 {
    let value = row.get(column).unwrap_or_else(|| panic!("no column {column} in {row:?}"));
    value.parse().unwrap_or_else(|_| panic!("{column} is not a whole number in {row:?}"))
}

/// Every file below a folder with its bytes, and every link with where it points.
pub type Snapshot = BTreeMap<PathBuf, Vec<u8>>;

pub fn snapshot(folder: &Path) -> Snapshot {
    fn walk(root: &Path, folder: &Path, found: &mut Snapshot) {
        let entries =
            fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for entry in entries {
            let path = entry.expect("a readable folder").path();
            let name = path.strip_prefix(root).expect("a path below the folder").to_owned();
            if path.is_symlink() {
                let target = fs::read_link(&path).expect("a readable link");
                found.insert(name, target.into_os_string().into_encoded_bytes());
            } else if path.is_dir() {
                walk(root, &path, found);
            } else {
                found.insert(name, fs::read(&path).expect("a readable file"));
            }
        }
    }
    let mut found = Snapshot::new();
    walk(folder, folder, &mut found);
    found
}

/// An object of a JSON result as a row.
pub fn row_of(object: &Value) -> Row {
    let object = object.as_object().unwrap_or_else(|| panic!("not an object: {object}"));
    let text = |value: &Value| match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    object.iter().map(|(name, value)| (name.clone(), text(value))).collect()
}

/// The names of what is in one snapshot and not in the other, or has other bytes there.
pub fn differing(left: &Snapshot, right: &Snapshot) -> Vec<PathBuf> {
    let names: std::collections::BTreeSet<&PathBuf> = left.keys().chain(right.keys()).collect();
    names.into_iter().filter(|name| left.get(*name) != right.get(*name)).cloned().collect()
}

/// The row account of one input file, as the manifest gives it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Account {
    pub read: u64,
    pub counted: u64,
    pub duplicate: u64,
    pub out_of_scope: u64,
    pub quarantined: u64,
}

impl Account {
    pub fn closes(&self) -> bool {
        self.read == self.counted + self.duplicate + self.out_of_scope + self.quarantined
    }
}

/// The row accounts of an edition's manifest, wherever in it they stand.
pub fn accounts(edition: &Path) -> Vec<Account> {
    /// A figure, or the sum of a figure split by reason.
    fn figure(value: &Value) -> u64 {
        match value {
            Value::Object(parts) => parts.values().map(figure).sum(),
            Value::Array(parts) => parts.iter().map(figure).sum(),
            other => other.as_u64().unwrap_or(0),
        }
    }
    fn search(value: &Value, found: &mut Vec<Account>) {
        match value {
            Value::Object(object) => {
                if let (Some(read), Some(counted)) = (object.get("read"), object.get("counted")) {
                    let of = |name: &str| object.get(name).map_or(0, figure);
                    found.push(Account {
                        read: figure(read),
                        counted: figure(counted),
                        duplicate: of("duplicate"),
                        out_of_scope: of("out_of_scope"),
                        quarantined: of("quarantined"),
                    });
                    return;
                }
                object.values().for_each(|inner| search(inner, found));
            }
            Value::Array(list) => list.iter().for_each(|inner| search(inner, found)),
            _ => {}
        }
    }
    let path = edition.join("manifest.json");
    let text = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut found = Vec::new();
    search(&serde_json::from_slice(&text).expect("a manifest in JSON"), &mut found);
    found
}

/// Small numbers that look random and are the same on every run.
pub struct Dice(std::cell::Cell<u64>);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(std::cell::Cell::new(seed))
    }

    /// A number from 0 to `sides - 1`.
    pub fn roll(&self, sides: usize) -> usize {
        let next = self.0.get().wrapping_mul(6_364_136_223_846_793_005);
        let next = next.wrapping_add(1_442_695_040_888_963_407);
        self.0.set(next);
        (next >> 33) as usize % sides
    }
}

/// The case flow and the verdicts of sections 4 and 6, for dossiers without supplements.
pub mod recount {
    use std::collections::{BTreeMap, BTreeSet};

    use super::{Row, whole};
    use chrono::{NaiveDate, NaiveDateTime};

    /// The columns of the flow that count dossiers.
    pub const COLUMNS: [&str; 22] = [
        "opening",
        "received",
        "received_online",
        "received_counter",
        "received_post",
        "received_other",
        "ended",
        "ended_early",
        "ended_on_time",
        "ended_late",
        "ended_undated",
        "ended_withdrawn",
        "ended_refused",
        "ended_stopped",
        "closing",
        "closing_in_time",
        "closing_overdue",
        "closing_waiting",
        "closing_undated",
        "on_time_numerator",
        "on_time_denominator",
        "handling_seconds",
    ];

    pub type Flow = BTreeMap<&'static str, i64>;

    #[derive(Clone, Debug)]
    pub struct Dossier {
        pub id: String,
        pub unit: String,
        pub procedure: String,
        /// online, counter, post or other
        pub channel: &'static str,
        pub received: NaiveDateTime,
        pub due: Option<NaiveDateTime>,
        /// As the source gives it, also before `received`.
        pub ended: Option<NaiveDateTime>,
    }

    impl Dossier {
        /// The end of handling: never before the dossier was received (4.1.7).
        pub fn end_of_handling(&self) -> Option<NaiveDateTime> {
            self.ended.map(|ended| ended.max(self.received))
        }
    }

    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Precision {
        Instant,
        CalendarDay,
    }

    /// A period, its end already cut at the cut-off of the data.
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub struct Period {
        pub name: String,
        pub kind: &'static str,
        pub start: NaiveDateTime,
        pub end: NaiveDateTime,
    }

    /// Midnight of the first day of a month, months counted from year 0.
    fn midnight(month: i32) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(month.div_euclid(12), month.rem_euclid(12) as u32 + 1, 1)
            .and_then(|day| day.and_hms_opt(0, 0, 0))
            .expect("a month of the calendar")
    }

    fn number_of(month: &str) -> i32 {
        let (year, month) = month.split_once('-').expect("a month such as 2026-08");
        year.parse::<i32>().expect("a year") * 12 + month.parse::<i32>().expect("a month") - 1
    }

    /// The months from `from` to `to`, by name.
    pub fn months(from: &str, to: &str) -> Vec<String> {
        (number_of(from)..=number_of(to))
            .map(|month| format!("{:04}-{:02}", month / 12, month % 12 + 1))
            .collect()
    }

    /// The months, and the quarters, half-years and years that contain them, at a cut-off at the end
    /// of the last month.
    pub fn periods(from: &str, to: &str) -> Vec<Period> {
        let cut_off = midnight(number_of(to) + 1);
        let mut periods = Vec::new();
        for month in number_of(from)..=number_of(to) {
            let year = month / 12;
            for (kind, length) in [("month", 1), ("quarter", 3), ("half_year", 6), ("year", 12)] {
                let first = month - month % length;
                let number = first % 12 / length + 1;
                let name = match kind {
                    "month" => format!("{year:04}-{number:02}"),
                    "quarter" => format!("{year:04}-Q{number}"),
                    "half_year" => format!("{year:04}-H{number}"),
                    _ => format!("{year:04}"),
                };
                let (start, end) = (midnight(first), midnight(first + length).min(cut_off));
                periods.push(Period { name, kind, start, end });
            }
        }
        periods.sort();
        periods.dedup();
        periods
    }

    /// Whether the dossier was in hand in the period.
    pub fn in_hand(dossier: &Dossier, period: &Period) -> bool {
        let ended_before = dossier.end_of_handling().is_some_and(|ended| ended < period.start);
        dossier.received < period.end && !ended_before
    }

    /// The verdict on a dossier in hand.
    pub fn verdict(dossier: &Dossier, period: &Period, precision: Precision) -> &'static str {
        let Some(due) = dossier.due else {
            return "undated";
        };
        let in_time = |time: NaiveDateTime| match precision {
            Precision::Instant => time <= due,
            Precision::CalendarDay => time.date() <= due.date(),
        };
        match dossier.end_of_handling() {
            Some(ended) if ended < period.end => {
                if !in_time(ended) {
                    "late"
                } else if ended.date() < due.date() {
                    "early"
                } else {
                    "on_time"
                }
            }
            _ if in_time(period.end) => "open_in_time",
            _ => "open_overdue",
        }
    }

    /// The flow of a period by every key that `keys` gives a dossier (its unit, the authority, ...).
    pub fn flows<K: Ord>(
        dossiers: &[Dossier],
        period: &Period,
        precision: Precision,
        keys: impl Fn(&Dossier) -> Vec<K>,
    ) -> BTreeMap<K, Flow> {
        let mut flows = BTreeMap::new();
        for dossier in dossiers.iter().filter(|dossier| in_hand(dossier, period)) {
            let columns = columns_of(dossier, period, precision);
            for key in keys(dossier) {
                let flow: &mut Flow = flows.entry(key).or_insert_with(empty);
                for (column, by) in &columns {
                    *flow.get_mut(column).expect("a column of the flow") += by;
                }
            }
        }
        flows
    }

    pub fn empty() -> Flow {
        COLUMNS.iter().map(|column| (*column, 0)).collect()
    }

    /// What one dossier in hand adds to the columns of the flow.
    fn columns_of(
        dossier: &Dossier,
        period: &Period,
        precision: Precision,
    ) -> Vec<(&'static str, i64)> {
        let verdict = verdict(dossier, period, precision);
        let mut columns = Vec::new();
        if dossier.received < period.start {
            columns.push(("opening", 1));
        } else {
            columns.push(("received", 1));
            columns.push(match dossier.channel {
                "online" => ("received_online", 1),
                "counter" => ("received_counter", 1),
                "post" => ("received_post", 1),
                _ => ("received_other", 1),
            });
        }
        match dossier.end_of_handling().filter(|ended| *ended < period.end) {
            Some(ended) => {
                columns.push(("ended", 1));
                columns.push(("handling_seconds", (ended - dossier.received).num_seconds()));
                columns.push(match verdict {
                    "early" => ("ended_early", 1),
                    "on_time" => ("ended_on_time", 1),
                    "late" => ("ended_late", 1),
                    _ => ("ended_undated", 1),
                });
            }
            None => {
                columns.push(("closing", 1));
                columns.push(match verdict {
                    "open_in_time" => ("closing_in_time", 1),
                    "open_overdue" => ("closing_overdue", 1),
                    _ => ("closing_undated", 1),
                });
            }
        }
        if verdict != "undated" {
            columns.push(("on_time_denominator", 1));
        }
        if matches!(verdict, "early" | "on_time" | "open_in_time") {
            columns.push(("on_time_numerator", 1));
        }
        columns
    }

    /// Fails unless the rows are the flow of every unit of the dossiers and of the authority in every
    /// one of the periods, all columns equal to the recount, and nothing else. Returns the cells compared.
    pub fn assert_flow(
        rows: &[Row],
        dossiers: &[Dossier],
        periods: &[Period],
        precision: Precision,
        authority: &str,
    ) -> usize {
        let mut units: BTreeSet<&str> = dossiers.iter().map(|d| d.unit.as_str()).collect();
        units.insert(authority);
        let mut found: BTreeMap<(&str, &str), &Row> = BTreeMap::new();
        for row in rows {
            let twice = found.insert((&row["period"], &row["unit_id"]), row);
            assert!(twice.is_none(), "two rows of one unit and period: {row:?}");
        }
        let mut cells = 0;
        for period in periods {
            let of_unit = flows(dossiers, period, precision, |dossier| {
                vec![dossier.unit.clone(), authority.to_owned()]
            });
            for unit in &units {
                let expected = of_unit.get(*unit).cloned().unwrap_or_else(empty);
                let place = format!("{} in {}", unit, period.name);
                let row = found
                    .remove(&(period.name.as_str(), *unit))
                    .unwrap_or_else(|| panic!("no row of {place}"));
                for column in COLUMNS.iter().filter(|column| **column != "handling_seconds") {
                    assert_eq!(whole(row, column), expected[column], "{column} of {place}");
                    cells += 1;
                }
                if let (Some(kind), Some(start)) = (row.get("period_kind"), row.get("period_start"))
                {
                    let begins = period.start.date().to_string();
                    assert_eq!((kind.as_str(), start), (period.kind, &begins), "{place}");
                }
            }
        }
        assert!(found.is_empty(), "rows that nothing accounts for: {:?}", found.keys());
        cells
    }

    /// Fails unless the facts of a period are exactly the dossiers in hand, each with the verdict of
    /// the recount and its unit and procedure. Returns the rows compared.
    pub fn assert_verdicts(
        facts: &BTreeMap<String, Row>,
        dossiers: &[Dossier],
        period: &Period,
        precision: Precision,
    ) -> usize {
        let in_hand: Vec<&Dossier> = dossiers.iter().filter(|d| in_hand(d, period)).collect();
        for dossier in &in_hand {
            let place = format!("dossier {} in {}", dossier.id, period.name);
            let fact = facts.get(&dossier.id).unwrap_or_else(|| panic!("no fact row of {place}"));
            assert_eq!(
                fact["verdict"],
                verdict(dossier, period, precision),
                "{place}: {dossier:?}"
            );
            assert_eq!(fact["unit_id"], dossier.unit, "{place}");
            assert_eq!(fact["procedure_id"], dossier.procedure, "{place}");
        }
        assert_eq!(
            facts.len(),
            in_hand.len(),
            "dossiers not in hand have facts in {}",
            period.name
        );
        in_hand.len()
    }
}

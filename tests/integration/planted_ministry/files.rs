//! The folder of the invented ministry: every shape of file, plain and compressed, and the account
//! of each file as its writer knows it.

use std::{collections::BTreeMap, io::Write as _};

use super::{
    dossier::{Message, Truth},
    invent::{Inventor, UNIT_OF_ENVELOPE, UNITS, old_name, procedure, unit_id, unit_name},
    json::{self, Style},
    plan::{self, ASTRAY, CONSTANTS, DOSSIERS, Defect, FILES, PLAN},
};
use crate::support::Scratch;

/// Class, name and number; what has no name of its own has an empty one.
pub type Account = BTreeMap<(&'static str, &'static str), u64>;

/// What the writer knows.
pub struct Written {
    pub truths: Vec<Truth>,
    pub accounts: Vec<Account>,
}

/// Which text of a file comes before, between and behind its records.
fn frame(file: usize) -> (&'static str, &'static str, &'static str) {
    match file {
        plan::ENVELOPE => (
            r#"{"session":"","madonvi":"G99","service":"DongBoHoSoMC","isUpdating":"False","data":["#,
            ",",
            "]}",
        ),
        plan::UNIT_BEHIND => (r#"{"data":["#, ",", r#"],"madonvi":"G99.08"}"#),
        plan::STEPS_IN_ENVELOPE => {
            (r#"{"madonvi":"G99","service":"CapNhatTienDoHoSoMC","data":["#, ",\n", "]}")
        }
        plan::LINES | plan::PAIRS_IN_LINES | plan::UPDATES | plan::STEPS_IN_LINES => {
            ("", "\n", "\n")
        }
        _ => ("[", ",\n", "]\n"),
    }
}

struct Book {
    texts: Vec<String>,
    accounts: Vec<Account>,
}

impl Book {
    fn record(&mut self, file: usize, write: impl FnOnce(&mut String)) {
        let (before, between, _) = frame(file);
        let text = &mut self.texts[file];
        text.push_str(if text.is_empty() { before } else { between });
        write(text);
    }

    fn count(&mut self, file: usize, class: &'static str, name: &'static str, by: usize) {
        *self.accounts[file].entry((class, name)).or_default() += by as u64;
    }

    /// A row that is read and counted.
    fn counted(&mut self, file: usize, rows: usize) {
        self.count(file, "read", "", rows);
        self.count(file, "counted", "", rows);
    }

    fn dossier(&mut self, file: usize, message: &Message) {
        match file {
            plan::DIALECT => self.record(file, |out| json::dossier_of_2026(out, message)),
            plan::PAIRS_IN_LINES | plan::PAIRS_IN_ARRAY => self.pair(file, message),
            plan::NUMBERS => {
                self.record(file, |out| json::dossier(out, message, Style::Numbers));
            }
            _ => self.record(file, |out| json::dossier(out, message, Style::Plain)),
        }
    }

    fn pair(&mut self, file: usize, message: &Message) {
        let in_lines = file == plan::PAIRS_IN_LINES;
        let style = if in_lines { Style::Plain } else { Style::Lower };
        let id = if in_lines { "" } else { message.id.as_str() };
        let twice = usize::from(message.step_twice);
        self.record(file, |out| {
            out.push_str(if in_lines { "{\"hoSo\":" } else { "{\"HOSO\":" });
            json::dossier(out, message, style);
            out.push_str(",\"tienTrinhDongBo\":[");
            for (number, step) in message.steps.iter().take(twice).chain(&message.steps).enumerate()
            {
                out.push_str(if number > 0 { "," } else { "" });
                json::step(out, id, step, style, false);
            }
            out.push_str("]}");
        });
        self.counted(file, message.steps.len());
        self.count(file, "read", "", twice);
    }

    fn steps(&mut self, file: usize, message: &Message) {
        let (steps, style) = match file {
            plan::ARRAY => (plan::STEPS_IN_ARRAY, Style::Plain),
            plan::ENVELOPE => (plan::STEPS_IN_ENVELOPE, Style::Plain),
            plan::LINES => (plan::STEPS_IN_LINES, Style::Lower),
            plan::NUMBERS => (plan::STEPS_AS_NUMBERS, Style::Numbers),
            plan::DIALECT => (plan::STEPS_OF_DIALECT, Style::Plain),
            _ => return,
        };
        for step in &message.steps {
            let of_2026 = file == plan::DIALECT;
            self.record(steps, |out| json::step(out, &message.id, step, style, of_2026));
        }
        self.counted(steps, message.steps.len());
    }
}

/// Writes everything and returns what must come of it.
pub fn write(scratch: &Scratch) -> Written {
    let mut book = Book {
        texts: vec![String::new(); FILES.len()],
        accounts: vec![Account::new(); FILES.len()],
    };
    let mut inventor = Inventor::new();
    let mut truths = Vec::new();
    for (file, dossiers) in DOSSIERS.into_iter().enumerate() {
        let planned: Vec<Defect> = PLAN
            .iter()
            .filter(|plant| plant.file == file)
            .flat_map(|plant| std::iter::repeat_n(plant.defect, plant.rows))
            .collect();
        for place in 0..dossiers {
            // A step that shares no divisor with the number of dossiers visits each once.
            let defect = planned.get(place * 7919 % dossiers).copied();
            let draft = inventor.next(file, defect);
            book.dossier(file, draft.first.as_ref().unwrap_or(&draft.message));
            book.steps(file, &draft.message);
            book.count(file, "read", "", 1);
            if draft.first.is_some() {
                book.dossier(plan::UPDATES, &draft.message);
                book.counted(plan::UPDATES, 1);
            } else if draft.truth.is_some() {
                book.count(file, "counted", "", 1);
            }
            if defect == Some(Defect::SentTwice) {
                book.dossier(file, &draft.message);
                book.count(file, "read", "", 1);
            }
            if let Some(truth) = &draft.truth
                && file == plan::DIALECT
            {
                // The dialect has no channel, no due date and no status of the dossier.
                book.count(file, "findings", "channel_missing", 1);
                book.count(file, "findings", "no_due_date", 1);
                book.count(file, "findings", "status_unknown", usize::from(truth.ended.is_none()));
            }
            truths.extend(draft.truth);
        }
    }
    for astray in ASTRAY {
        for number in 0..astray.rows {
            let record = astray.record.replace('#', &number.to_string());
            book.record(astray.file, |out| out.push_str(&record));
        }
        book.count(astray.file, "read", "", astray.rows);
        book.count(astray.file, astray.class, astray.name, astray.rows);
    }
    for plant in PLAN {
        for (file, class, name) in plant.found {
            book.count(*file, class, name, plant.rows);
        }
    }
    let alike = book.accounts[plan::ARRAY][&("counted", "")] as usize;
    for name in CONSTANTS {
        book.count(plan::ARRAY, "findings", name, alike);
    }
    for (file, text) in book.texts.iter_mut().enumerate() {
        text.push_str(frame(file).2);
        scratch.write(FILES[file], compressed(FILES[file], text.as_bytes()));
    }
    registers(scratch);
    Written { truths, accounts: book.accounts }
}

fn compressed(file: &str, text: &[u8]) -> Vec<u8> {
    if file.ends_with(".zst") {
        zstd::encode_all(text, 1).expect("memory can be written")
    } else if file.ends_with(".gz") {
        let fast = flate2::Compression::fast();
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), fast);
        gz.write_all(text).expect("memory can be written");
        gz.finish().expect("a whole gzip")
    } else {
        text.to_vec()
    }
}

/// Units with their old names, the catalogue, and the configuration.
fn registers(scratch: &Scratch) {
    let mut units = "unit_id,name,aliases\n".to_owned();
    for unit in 0..UNITS {
        units += &format!("{},{},{}\n", unit_id(unit), unit_name(unit), old_name(unit));
    }
    assert_eq!(unit_id(UNIT_OF_ENVELOPE), "G99.08", "as the envelope says");
    scratch.write("inputs/units.csv", units);
    let mut catalogue = "procedure_id,name,online_level,has_fee,paper_result,citizen_subject,\
                         max_time,max_time_unit\n"
        .to_owned();
    for number in 1..=8 {
        let (code, fee, paper, limit) = procedure(number);
        let limit = if limit { "10,working_day" } else { "," };
        let (fee, paper) = (u8::from(fee), u8::from(paper));
        catalogue += &format!("{code},Thủ tục bịa {number},full,{fee},{paper},1,{limit}\n");
    }
    scratch.write("inputs/procedures.csv", catalogue);
    let mut text =
        "[authority]\nid = \"G99\"\nname = \"Bộ bịa ra để thử\"\nkind = \"ministry\"\n\n\
                    [units]\npath = \"inputs/units.csv\"\n"
            .to_owned();
    for (name, kind, format, path) in [
        ("catalogue", "procedures", "table", "inputs/procedures.csv"),
        ("one-stop-a", "dossiers", "national-sync", "inputs/a/*"),
        ("one-stop-b", "dossiers", "national-sync", "inputs/b/*"),
        ("portal-2026", "dossiers", "national-sync", "inputs/c/*"),
        ("updates", "dossiers", "national-sync", "inputs/d/*"),
        ("steps", "events", "national-sync", "inputs/e/*"),
    ] {
        text += &format!(
            "\n[[source]]\nname = \"{name}\"\nkind = \"{kind}\"\nformat = \"{format}\"\npath = \"{path}\"\n"
        );
    }
    scratch.write("chiso.toml", text);
}

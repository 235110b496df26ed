//! The same inventor over a year, as a table of sound dossiers and their supplements: two months are too few to
//! learn from.

use super::{
    clock::{Time, compact, midnight},
    invent::{Inventor, UNITS, unit_id, unit_name},
    plan,
};
use crate::support::Scratch;

/// The first month and the last.
pub const MONTHS: [&str; 2] = ["2025-01", "2025-12"];
const DOSSIERS: usize = 40_000;

/// A folder with the dossiers of a year.
pub fn over_a_year() -> (Scratch, [&'static str; 2]) {
    let scratch = Scratch::new("planted-year");
    let time = |time: Option<Time>| time.map(compact).unwrap_or_default();
    let mut dossiers =
        "dossier_id,unit_id,procedure_id,channel,received_at,due_at,ended_at\n".to_owned();
    let mut supplements = "dossier_id,asked_at,completed_at\n".to_owned();
    let mut inventor = Inventor::over(midnight(1, 2), midnight(12, 31));
    for number in 0..DOSSIERS {
        let draft = inventor.next(plan::PAIRS_IN_LINES, None);
        let (message, Some(truth)) = (&draft.message, &draft.truth) else { continue };
        let [received, due, ended] = [Some(truth.received), truth.due, truth.ended].map(time);
        let (unit, procedure) = (&message.unit_code, &message.procedure);
        dossiers += &format!("{number},{unit},{procedure},online,{received},{due},{ended}\n");
        for (asked, completed) in &truth.rounds {
            let [asked, completed] = [Some(*asked), *completed].map(time);
            supplements += &format!("{number},{asked},{completed}\n");
        }
    }
    let mut units = "unit_id,name\n".to_owned();
    (0..UNITS).for_each(|unit| units += &format!("{},{}\n", unit_id(unit), unit_name(unit)));
    let mut config =
        "[authority]\nid = \"G99\"\nname = \"Bộ bịa ra để thử\"\nkind = \"ministry\"\n\n\
                      [units]\npath = \"units.csv\"\n"
            .to_owned();
    for (kind, text) in [("dossiers", dossiers), ("supplements", supplements)] {
        scratch.write(&format!("{kind}.csv"), text);
        config += &format!(
            "\n[[source]]\nname = \"{kind}\"\nkind = \"{kind}\"\nformat = \"table\"\npath = \"{kind}.csv\"\n\
             datetime = [\"%Y%m%d%H%M%S\"]\n"
        );
    }
    scratch.write("units.csv", units);
    scratch.write("chiso.toml", config);
    (scratch, MONTHS)
}

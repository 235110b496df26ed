//! Accounts of what counts the dossiers judged in hand: carried over is in, undated is out and said to
//! be, a result of a dossier that is still open is not there, and what decides the end is read beside.

use serde_json::{Value, json};

use super::{assert_steps, explained};
use crate::support::Scratch;

/// H1 is carried over; H3 brings a result that came in February; H4 has no due date; H5 ended in
/// December.
const DOSSIERS: &str = "\
dossier_id,unit_id,procedure_id,received_at,due_at,ended_at,result_file,vneid_verified
H1,A,1.000001,2025-12-20 08:00:00,2026-01-20 17:00:00,2026-01-15 17:00:00,1,1
H2,A,1.000002,2026-01-05 08:00:00,2026-01-12 17:00:00,2026-01-09 17:00:00,0,0
H3,A,1.000002,2026-01-06 08:00:00,2026-02-12 17:00:00,2026-02-10 17:00:00,1,0
H4,A,1.000002,2026-01-06 08:00:00,,2026-01-09 17:00:00,1,1
H5,A,1.000001,2025-12-01 08:00:00,2026-01-20 17:00:00,2025-12-30 17:00:00,1,1
";

const PROCEDURES: &str = "procedure_id,name,citizen_subject\n\
    1.000001,First procedure,1\n1.000002,Second procedure,1\n";

const EVENTS: &str = "dossier_id,at,status,content\nH2,2026-01-06 09:00:00,4,Chuyển xử lý\n";

fn published() -> Scratch {
    let scratch = Scratch::new("explain-population");
    let mut config = "[authority]\nid = \"M\"\nname = \"A ministry\"\nkind = \"ministry\"\n\n\
        [units]\ndiscover = true\n"
        .to_owned();
    for (kind, rows) in [("dossiers", DOSSIERS), ("procedures", PROCEDURES), ("events", EVENTS)] {
        scratch.write(&format!("{kind}.csv"), rows);
        config += &format!(
            "\n[[source]]\nname = \"{kind}\"\nkind = \"{kind}\"\nformat = \"table\"\npath = \"{kind}.csv\"\n"
        );
    }
    scratch.write("chiso.toml", config);
    scratch.chiso_succeeds("run --month 2026-01");
    scratch
}

/// The kinds that were read beside the cases.
fn beside(explained: &Value) -> Vec<&str> {
    let list = explained["beside"].as_array().expect("a list");
    list.iter().map(|beside| beside["kind"].as_str().expect("a kind")).collect()
}

#[test]
fn the_undated_are_out_and_a_result_is_not_there_before_the_end() {
    let scratch = published();
    let found = explained(&scratch, "A electronic_result --dossiers");
    assert_steps(
        &found,
        &[
            ("read", "", 5, 5),
            ("duplicate", "", 0, 5),
            ("in_lake", "", 5, 5),
            ("unit", "", 0, 5),
            ("period", "received_later", 0, 5),
            ("period", "ended_before", 1, 4),
            ("of", "NOT in_hand", 0, 4),
            ("of", "undated", 1, 3),
            ("denominator", "", 3, 3),
            ("those", "NOT result_file", 2, 1),
            ("numerator", "", 1, 1),
        ],
    );
    let lost = found["lost"].as_array().expect("a list of dossiers").iter();
    let lost: Vec<_> = lost.map(|dossier| (&dossier["id"], &dossier["reason"])).collect();
    let (why, second) = (json!("NOT result_file"), json!("H3"));
    assert_eq!(lost, [(&json!("H2"), &why), (&second, &why)]);
    assert_eq!(beside(&found), ["events"]);
    let text = scratch.chiso_succeeds("explain A electronic_result --month 2026-01").stdout;
    assert!(text.contains("not: Ended in the period, with an electronic result"), "{text}");
}

#[test]
fn a_procedure_is_used_through_a_dossier_that_is_carried_over_and_judged() {
    let found = explained(&published(), "A procedures_using_population_data --dossiers");
    assert_eq!((&found["numerator"], &found["denominator"]), (&json!(1), &json!(2)));
    assert_eq!(found["lost"][0]["id"], "1.000002");
    assert_eq!(found["lost"][1], Value::Null);
    let reason = found["lost"][0]["reason"].as_str().expect("a reason");
    assert!(reason.starts_with("no dossier WHERE in_hand AND judged AND ("), "{reason}");
    assert_eq!(beside(&found), ["events"]);
}

//! `chiso durations`: days that anybody can count, with what is open followed only as far as it is known.

use std::fmt::Write;

use serde_json::Value;

use crate::support::Scratch;

/// Twelve dossiers of one unit, received on 1 June at eight. Ten end after 1 to 10 whole days, the last of them
/// refused; two are open at the end of the month. The first waits three days for a supplement.
fn ministry(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    let mut dossiers = String::from(
        "dossier_id,unit_id,procedure_id,received_at,due_at,ended_at,end_kind,returned_at\n",
    );
    for n in 1..=10 {
        let kind = if n == 10 { "refused" } else { "finished" };
        let (end, returned) =
            (1 + n, if n < 10 { format!("2026-06-{:02} 09:00:00", 2 + n) } else { String::new() });
        writeln!(
            dossiers,
            "H{n:02},A,1.000001,2026-06-01 08:00:00,2026-06-25 17:00:00,2026-06-{end:02} 08:30:00,{kind},{returned}"
        )
        .unwrap();
    }
    dossiers += "H11,A,1.000001,2026-06-01 08:00:00,2026-06-25 17:00:00,,,\n\
                 H12,A,1.000002,2026-06-01 08:00:00,2026-06-25 17:00:00,,,\n";
    scratch.write("d.csv", dossiers);
    scratch.write(
        "s.csv",
        "dossier_id,asked_at,completed_at\nH09,2026-06-02 08:00:00,2026-06-05 08:00:00\n\
         H09,2026-06-03 08:00:00,2026-06-04 08:00:00\n",
    );
    scratch.write("units.csv", "unit_id,name,parent_id\nA,Unit A,\n");
    scratch.write(
        "chiso.toml",
        "[authority]\nid = \"M\"\nname = \"A ministry\"\nkind = \"ministry\"\n\n[rules]\nset = \"portal-2026\"\n\n\
         [paths]\nlake = \"lake\"\nreports = \"reports\"\n\n[units]\npath = \"units.csv\"\n\n[[source]]\nname = \"d\"\n\
         kind = \"dossiers\"\nformat = \"table\"\npath = \"d.csv\"\n\n[[source]]\nname = \"s\"\n\
         kind = \"supplements\"\nformat = \"table\"\npath = \"s.csv\"\n",
    );
    scratch.chiso_succeeds("ingest");
    scratch
}

fn row(said: &Value, unit: &str, procedure: &str) -> Value {
    let rows = said["durations"].as_array().unwrap();
    let is_it = |row: &&Value| row["unit_id"] == unit && row["procedure_id"] == procedure;
    rows.iter().find(is_it).unwrap_or_else(|| panic!("{unit} {procedure} in {said}")).clone()
}

#[test]
fn half_of_all_and_not_half_of_those_that_ended() {
    let scratch = ministry("durations");
    let said = scratch.chiso_succeeds("durations --month 2026-06 --format json --into out").json();
    for unit in ["A", "M"] {
        let of = row(&said, unit, "");
        assert_eq!((of["received"].as_u64(), of["open"].as_u64()), (Some(12), Some(2)), "{of}");
        assert_eq!((of["handled"].as_u64(), of["refused"].as_u64()), (Some(9), Some(1)));
        // Six of twelve have ended after six days; of the ten that ended, five after five.
        assert_eq!(of["median_days"].as_u64(), Some(6), "{of}");
        // Nine in ten of twelve are not known to have ended.
        assert!(of["ninth_decile_days"].is_null(), "{of}");
        assert_eq!(of["refused_percent"].as_f64(), Some(8.33), "{of}");
        // One dossier was waited for: too few for a median.
        assert_eq!(of["waited"].as_u64(), Some(1), "{of}");
        assert!(of["waiting_median_days"].is_null(), "{of}");
        assert_eq!(of["returned"].as_u64(), Some(9), "{of}");
    }
    assert!(row(&said, "M", "1.000002")["median_days"].is_null());
    assert!(scratch.join("out/durations.parquet").exists());
    // Seen in the middle of the month, three have ended and nobody knows when half will.
    let early =
        scratch.chiso_succeeds("durations --month 2026-06 --as-of 2026-06-05 --format json").json();
    let of = row(&early, "A", "");
    assert_eq!((of["handled"].as_u64(), of["open"].as_u64()), (Some(3), Some(9)), "{of}");
    assert!(of["median_days"].is_null(), "{of}");
    let text = scratch.chiso_succeeds("durations --month 2026-06").stdout;
    assert!(
        text.contains("half end within 6 days") && text.contains("too little to say"),
        "{text}"
    );
}

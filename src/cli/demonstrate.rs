//! `chiso demo`: makes the invented ministry, runs it, and sets what was planted beside what was
//! found.

use std::path::Path;

use serde_json::{Value as Json, json};

use super::{
    args::{Common, Format},
    clock,
    exit_code::{Code, Stop},
    output::outln,
    reporter::Reporter,
    run, settings,
};
use crate::{
    demo::{self, Planted, PlantedDefect},
    domain::text::Lang,
    pipeline::{self, Asked, Failure, account::Report},
};

pub fn demo(folder: &Path, common: &Common) -> Result<Code, Stop> {
    let planted = demo::write(folder).map_err(|error| {
        Stop::new(Code::Io, format!("failed to write into {}: {error}", folder.display()))
    })?;
    let common = Common { config: folder.join("chiso.toml"), ..common.clone() };
    let job = settings::load(&common)?;
    let (from, to) = (
        settings::month("--from", &planted.first_month)?,
        settings::month("--to", &planted.last_month)?,
    );
    let published_at = clock::now(job.zone)?;
    let reporter = Reporter::default();
    let run = |restated| {
        let cut_off = to.end();
        let asked = Asked {
            from,
            to,
            cut_off,
            is_now: false,
            restated,
            allow_empty: false,
            published_at,
            reissued: false,
        };
        pipeline::run_anew(&job, &asked, &|event| reporter.show(event))
    };
    let published = match run(None) {
        // Made once more by a program that counts otherwise; nobody waits for a decision here.
        Err(Failure::Changed(_)) => run(Some("demonstration")),
        published => published,
    };
    let log = reporter.finish();
    let published = published?;
    let wrong = planted
        .defects
        .iter()
        .filter(|defect| found(defect, &published.report) != defect.expected)
        .count();
    if common.format == Format::Json {
        outln!("{}", as_json(&planted, &published.report));
    } else {
        run::print(&common, &job, &published, to, &log);
        print(&planted, &published.report, common.lang, folder);
    }
    if wrong > 0 {
        return Err(Stop::new(
            Code::Internal,
            format!("{wrong} kinds of planted defects were not found as planted"),
        ));
    }
    Ok(Code::Done)
}

/// Rows that the report counts under the defect's name, in the files of its source.
fn found(defect: &PlantedDefect, report: &Report) -> u64 {
    let of_source = report.files.iter().filter(|file| file.source == defect.source);
    of_source
        .map(|file| match defect.name {
            "duplicate" => file.account.duplicate,
            name => crate::edition::quality::reasons(&file.account)
                .into_iter()
                .filter(|(_, reason, _)| *reason == name)
                .map(|(.., rows)| rows)
                .sum(),
        })
        .sum()
}

fn as_json(planted: &Planted, report: &Report) -> Json {
    let defects: Vec<Json> = planted
        .defects
        .iter()
        .map(|defect| {
            json!({
                "name": defect.name,
                "source": defect.source,
                "file": defect.file,
                "planted": defect.expected,
                "found": found(defect, report),
            })
        })
        .collect();
    json!({"invented": true, "dossiers": planted.dossiers, "defects": defects})
}

fn print(planted: &Planted, report: &Report, lang: Lang, folder: &Path) {
    outln!(
        "\n{}",
        lang.pick(
            "Mọi số liệu ở đây đều do chương trình bịa ra để minh họa. Lỗi đã cài và lỗi tìm thấy:",
            "Everything here is invented for demonstration. Defects planted and found:"
        )
    );
    for defect in &planted.defects {
        let what = defect.what.get(lang);
        let found = found(defect, report);
        let mark = if found == defect.expected { " " } else { "!" };
        outln!(
            "{mark} {:>6} {:>6}  {:22} {:16} {what}",
            defect.expected,
            found,
            defect.name,
            defect.source
        );
    }
    let edition = folder.join("reports/current");
    outln!("\n{}", lang.pick("Xem:", "Look at:"));
    for file in [
        lang.pick("site/vi/index.html", "site/en/index.html"),
        "charts/scorecard.png",
        "xlsx/workbook.xlsx",
        "tables/indicators.parquet",
        "quality/quarantine.csv",
    ] {
        outln!("  {}", edition.join(file).display());
    }
}

use super::*;

fn reader(formats: &[&str], zone: Tz) -> DateReader {
    let formats: Vec<String> = formats.iter().map(|format| (*format).to_owned()).collect();
    DateReader::new(&formats, &[], zone)
}

fn usual(text: &str) -> String {
    match reader(&[], Tz::Asia__Ho_Chi_Minh).read(text) {
        Reading::Time(time) => time.to_string(),
        Reading::Date(day) => day.to_string(),
        other => format!("{other:?}"),
    }
}

#[track_caller]
fn all(texts: &[&str], expected: &str) {
    for text in texts {
        assert_eq!(usual(text), expected, "{text}");
    }
}

#[test]
fn the_usual_formats_are_read() {
    for (text, expected) in [
        ("20260304081500", "2026-03-04 08:15:00"),
        ("04/03/2026 08:15", "2026-03-04 08:15:00"),
        ("2026-03-04T08:15:00.250", "2026-03-04 08:15:00.250"),
        ("2026-03-04T01:15:00Z", "2026-03-04 08:15:00"),
        ("2026-03-04", "2026-03-04"),
        ("20260304", "2026-03-04"),
    ] {
        assert_eq!(usual(text), expected, "{text}");
    }
}

#[test]
fn blanks_are_missing_and_impossible_dates_unreadable() {
    all(&["", "  ", "\u{a0}"], "Missing");
    let impossible =
        ["2026-02-30", "2026-13-01", "yesterday", "2026-03-04 25:00:00", "2026-03-04 08:15:00x"];
    all(&impossible, "Unreadable");
}

#[test]
fn the_compact_form_means_the_same_with_and_without_the_short_cut() {
    let short = reader(&[COMPACT], Tz::Asia__Ho_Chi_Minh);
    let long = reader(&["%Y", COMPACT], Tz::Asia__Ho_Chi_Minh);
    for text in [
        "20260304081500",
        "20240229235959",
        "20250229000000",
        "20260304240000",
        "20260304086000",
        "00010101000000",
        "19000101000000",
        "00000000000000",
        "2026030408150x",
        "２０２６",
    ] {
        assert_eq!(short.read_bytes(text.as_bytes()), long.read(text), "{text}");
        assert_eq!(short.read(text), long.read(text), "{text}");
    }
}

#[test]
fn offsets_become_local_time_across_the_change_of_summer_time() {
    let reader = reader(&["%Y-%m-%d %H:%M:%S%.f%:z"], Tz::Europe__Amsterdam);
    let Reading::Time(winter) = reader.read("2011-12-06 13:41:31.788000+01:00") else { panic!() };
    let Reading::Time(summer) = reader.read("2011-10-11 13:42:22.688000+02:00") else { panic!() };
    assert_eq!(winter.to_string(), "2011-12-06 13:41:31.788");
    assert_eq!(summer.to_string(), "2011-10-11 13:42:22.688");
}

#[test]
fn civil_days_agree_with_chrono_over_four_hundred_years() {
    for year in 1850..2250 {
        for (month, day) in [(1, 1), (2, 28), (2, 29), (3, 1), (12, 31)] {
            assert_eq!(civil_day(year, month, day), Day::from_ymd(year as i32, month, day));
        }
    }
}

#[test]
fn what_systems_write_for_no_date_is_a_filler() {
    all(&["0001-01-01T00:00:00", "0001-01-01T00:00:00Z", "00010101000000"], "Filler");
    all(&["1753-01-01 00:00:00", "1899-12-30", "31/12/1899", "1900-01-01"], "Filler");
    all(&["19001231000000", "1970-01-01", "1970-01-01 00:00:00"], "Filler");
    all(&["1970-01-01 07:00:00", "1970-01-01T00:00:00Z"], "Filler");
    all(&["9999-12-31", "99991231235959", "9999-12-31T23:59:59.999Z"], "Filler");
    for text in [
        "1752-12-31",
        "1753-01-02",
        "1901-01-01",
        "1970-01-02",
        "9999-12-30",
        "1970-01-01 12:00:00",
    ] {
        assert_eq!(usual(text), text, "{text}");
    }
}

#[test]
fn a_source_may_name_fillers_of_its_own_as_texts_or_as_dates() {
    let fillers = ["01/01/2030".to_owned(), " - ".to_owned(), "2031-05-06 07:08:09".to_owned()];
    let reader = DateReader::new(&[], &fillers, Tz::Asia__Ho_Chi_Minh);
    for text in ["01/01/2030", "2030-01-01 00:00:00", "2030-01-01 17:00:00", "-", "20310506070809"]
    {
        assert_eq!(reader.read(text), Reading::Filler, "{text}");
    }
    let day = |text| Reading::Date(Day::from_date(str::parse(text).unwrap()));
    assert_eq!(reader.read("2030-01-02"), day("2030-01-02"));
    assert_eq!(reader.read("2031-05-06"), day("2031-05-06"));
    assert_eq!(reader.read("--"), Reading::Unreadable);
}

#[test]
fn a_date_outside_what_is_likely_is_noticed_and_kept() {
    let reader = reader(&[], Tz::Asia__Ho_Chi_Minh);
    for (text, expected) in [
        ("1989-12-31", Some(Finding::DateUnlikely)),
        ("1990-01-01", None),
        ("2079-12-31 23:59:59", None),
        ("2080-01-01", Some(Finding::DateUnlikely)),
        ("31/08/2569", Some(Finding::DateUnlikely)),
        ("1900-01-01", Some(Finding::FillerDate)),
        ("", None),
    ] {
        let mut findings = FindingSet::default();
        reader.notice(reader.read(text), &mut findings);
        assert_eq!(findings.iter().next(), expected, "{text}");
    }
}

#[test]
fn digits_without_marks_between_are_read_only_where_all_are_there() {
    all(&["1712120515123", "1786431906123", "1786431906"], "Unreadable");
    all(&["20268", "2026831", "202608310"], "Unreadable");
}

#[test]
fn halves_of_the_day_are_read_in_both_languages() {
    for (text, expected) in [
        ("31/08/2026 08:05:06 SA", "2026-08-31 08:05:06"),
        ("31/08/2026 4:05:06 CH", "2026-08-31 16:05:06"),
        ("03/04/2026 02:15:00 ch", "2026-04-03 14:15:00"),
        ("31/08/2026 12:05 AM", "2026-08-31 00:05:00"),
        ("31/08/2026 12:05 PM", "2026-08-31 12:05:00"),
        ("31/08/2026 13:05 CH", "Unreadable"),
        ("31/08/2026 24:00", "Unreadable"),
    ] {
        assert_eq!(usual(text), expected, "{text}");
    }
}

#[test]
fn formats_by_name_are_instants() {
    let read = |format: &str, text: &str| reader(&[format], Tz::Asia__Ho_Chi_Minh).read(text);
    let time = |text: &str| Reading::Time(LocalTime::from_naive(text.parse().expect("a time")));
    // 1543269600 is 2018-11-26 22:00 in Greenwich.
    for (format, text) in [
        ("epoch_s", "1543269600"),
        ("epoch_s", "1543269600.0"),
        ("epoch_ms", "1543269600000"),
        ("json_date", "/Date(1543269600000)/"),
        ("json_date", "/Date(1543269600000+0700)/"),
    ] {
        assert_eq!(read(format, text), time("2018-11-27T05:00:00"), "{format} {text}");
    }
    assert_eq!(read("epoch_s", "1543269600.25"), time("2018-11-27T05:00:00.250"));
    assert_eq!(read("epoch_ms", "-1"), time("1970-01-01T07:59:59.999"));
    for (format, text) in [("epoch_s", "0"), ("epoch_ms", "0.0"), ("json_date", "/Date(0)/")] {
        assert_eq!(read(format, text), Reading::Filler, "{format} {text}");
    }
    for (format, text) in [
        ("epoch_s", "2026-08-31"),
        ("epoch_ms", "1.5e12"),
        ("epoch_ms", "99999999999999999999"),
        ("json_date", "/Date(x)/"),
        ("json_date", "/Date(1543269600000+07)/"),
        ("json_date", "Date(1543269600000)"),
    ] {
        assert_eq!(read(format, text), Reading::Unreadable, "{format} {text}");
    }
}

#[test]
fn a_format_is_one_that_gives_a_day() {
    for format in USUAL.iter().chain(&["epoch_s", "json_date", "%d-%b-%y", "%A %d %B %Y", "%s"]) {
        assert!(is_format(format), "{format}");
    }
    for format in
        ["", "dd/MM/yyyy", "%d/%m", "%H:%M:%S", "%Q", "%d/%m/%Y %I:%M", "%Y-%m-%d %", "epoch"]
    {
        assert!(!is_format(format), "{format}");
    }
}

#[test]
fn a_date_of_zeros_and_a_filler_in_another_case_are_none() {
    all(&["0000-00-00", "0000-00-00 00:00:00", "0000-00-00T00:00:00.000Z"], "Filler");
    all(&["0000-00-00 08:00:00"], "Unreadable");
    let own = ["Không có".to_owned()];
    let reader = DateReader::new(&[], &own, Tz::UTC);
    for text in ["không có", "KHÔNG CÓ", " Không có "] {
        assert_eq!(reader.read(text), Reading::Filler, "{text}");
    }
    assert_eq!(reader.read("không"), Reading::Unreadable);
}

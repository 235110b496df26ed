//! Parquet as other programs write it: whole numbers of every width, decimals, INT96, stamps with a zone
//! and without, dictionaries, and columns that are not read.

use std::sync::Arc;

use arrow::{
    array::{
        ArrayRef, BinaryArray, Decimal128Array, Decimal256Array, DictionaryArray, Float32Array,
        Float64Array, Int64Array, ListArray, RecordBatch, StringArray, TimestampMicrosecondArray,
        TimestampNanosecondArray, UInt64Array,
    },
    datatypes::{Int32Type, Int64Type, i256},
};
use parquet::{
    data_type::{ByteArray, ByteArrayType, Int96, Int96Type},
    file::writer::SerializedFileWriter,
    schema::parser::parse_message_type,
};

use super::{assert_told, dossiers, kept, quarantine};

fn file(columns: Vec<(&str, ArrayRef)>) -> Vec<u8> {
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let mut bytes = Vec::new();
    let mut writer =
        parquet::arrow::ArrowWriter::try_new(&mut bytes, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    bytes
}

fn texts(values: &[&str]) -> ArrayRef {
    Arc::new(StringArray::from(values.to_vec()))
}

/// Rows whose numbers are these, received on 3 August.
fn numbered(ids: ArrayRef) -> Vec<u8> {
    let rows = ids.len();
    file(vec![
        ("dossier_id", ids),
        ("unit_id", texts(&vec!["A"; rows])),
        ("procedure_id", texts(&vec!["1.000001"; rows])),
        ("received_at", texts(&vec!["2026-08-03"; rows])),
    ])
}

#[test]
fn numbers_of_dossiers_keep_every_digit() {
    let big = 12_345_678_901_234_567_890_i128;
    let arrays: Vec<(ArrayRef, [&str; 2])> = vec![
        (
            Arc::new(
                Decimal128Array::from(vec![big, big + 1]).with_precision_and_scale(38, 0).unwrap(),
            ),
            ["12345678901234567890", "12345678901234567891"],
        ),
        (
            Arc::new(
                Decimal256Array::from(vec![i256::from_i128(big), i256::from_i128(big + 1)])
                    .with_precision_and_scale(60, 0)
                    .unwrap(),
            ),
            ["12345678901234567890", "12345678901234567891"],
        ),
        (
            Arc::new(
                Decimal128Array::from(vec![10_000, 10_100])
                    .with_precision_and_scale(10, 2)
                    .unwrap(),
            ),
            ["100", "101"],
        ),
        (
            Arc::new(UInt64Array::from(vec![u64::MAX, u64::MAX - 1])),
            ["18446744073709551615", "18446744073709551614"],
        ),
        (Arc::new(Int64Array::from(vec![i64::MAX, 7])), ["9223372036854775807", "7"]),
        (Arc::new(Float64Array::from(vec![100.0, 101.0])), ["100", "101"]),
        (Arc::new(BinaryArray::from(vec![b"H\xC3\xA0".as_slice(), b"H2"])), ["Hà", "H2"]),
    ];
    for (ids, expected) in arrays {
        let scratch = dossiers("d.parquet", numbered(ids), "");
        assert_told(&scratch, &[("counted", 2)]);
        expected.iter().for_each(|id| drop(kept(&scratch, id)));
    }
}

#[test]
fn a_float_that_may_have_lost_digits_is_quarantined() {
    let ids: ArrayRef = Arc::new(Float64Array::from(vec![1e17, 100.0]));
    let scratch = dossiers("d.parquet", numbered(ids), "");
    assert_told(&scratch, &[("counted", 1), ("value_unreadable", 1)]);
    assert_eq!(quarantine(&scratch), [(1, "dossier_id".to_owned())]);
    let ids: ArrayRef = Arc::new(Float32Array::from(vec![100.0, 16_777_218.0]));
    let scratch = dossiers("d.parquet", numbered(ids), "");
    assert_told(&scratch, &[("counted", 1), ("value_unreadable", 1)]);
    assert_eq!(quarantine(&scratch), [(2, "dossier_id".to_owned())]);
}

#[test]
fn not_a_number_is_nothing_and_infinity_is_no_fee() {
    let fees: ArrayRef =
        Arc::new(Float64Array::from(vec![f64::NAN, f64::INFINITY, 150_000.5, f64::NAN]));
    let codes: ArrayRef = Arc::new(Float32Array::from(vec![f32::NAN, 7.0, 8.0, 9.0]));
    let bytes = file(vec![
        ("dossier_id", texts(&["H1", "H2", "H3", "H4"])),
        ("unit_id", codes),
        ("unit_name", texts(&["A", "", "", ""])),
        ("procedure_id", texts(&["1.000001"; 4])),
        ("received_at", texts(&["2026-08-03"; 4])),
        ("status", Arc::new(Float64Array::from(vec![f64::NAN, 2.0, 2.0, 2.0]))),
        ("fee_due", fees),
    ]);
    let scratch = dossiers("d.parquet", bytes, "");
    assert_told(&scratch, &[("counted", 4), ("fee_unreadable", 1)]);
    for (id, fee) in [("H1", ""), ("H2", ""), ("H3", "150000")] {
        assert_eq!(kept(&scratch, id)["fee_due"], fee, "{id}");
    }
}

/// INT96 as Spark, Hive and Impala write it: the nanoseconds of a day, and its Julian number.
fn int96_file(times: &[(u32, u64)]) -> Vec<u8> {
    let schema = "message spark_schema { required binary dossier_id (UTF8); required binary unit_id (UTF8); \
                  required binary procedure_id (UTF8); optional int96 received_at; }";
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let mut bytes = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut bytes, schema, Default::default()).unwrap();
    let mut group = writer.next_row_group().unwrap();
    for column in 0..4 {
        let mut next = group.next_column().unwrap().unwrap();
        if column == 3 {
            let stamp = |(day, nanos): &(u32, u64)| {
                Int96::from(vec![*nanos as u32, (*nanos >> 32) as u32, *day])
            };
            let stamps: Vec<Int96> = times.iter().map(stamp).collect();
            let levels = vec![1; times.len()];
            next.typed::<Int96Type>().write_batch(&stamps, Some(&levels), None).unwrap();
        } else {
            let text = |row: usize| match column {
                0 => format!("H{row}"),
                1 => "A".to_owned(),
                _ => "1.000001".to_owned(),
            };
            let texts: Vec<ByteArray> =
                (0..times.len()).map(|row| ByteArray::from(text(row).into_bytes())).collect();
            next.typed::<ByteArrayType>().write_batch(&texts, None, None).unwrap();
        }
        next.close().unwrap();
    }
    group.close().unwrap();
    writer.close().unwrap();
    bytes
}

#[test]
fn int96_is_an_instant_unless_it_is_said_to_be_local() {
    const HOUR: u64 = 3_600_000_000_000;
    // Julian day 2461284 is 31 August 2026, 1721426 is 1 January of year 1: 17:30 in Greenwich is
    // half past midnight in Vietnam, and half past nine half past four in the afternoon.
    let times =
        [(2_461_284, 17 * HOUR + HOUR / 2), (2_461_284, 9 * HOUR + HOUR / 2), (1_721_426, 0)];
    let scratch = dossiers("d.parquet", int96_file(&times), "");
    assert_told(
        &scratch,
        &[("counted", 1), ("received_after_cut_off", 1), ("received_missing", 1)],
    );
    assert_eq!(kept(&scratch, "H1")["received_at"], "2026-08-31T16:30:00");
    let scratch = dossiers("d.parquet", int96_file(&times), "int96 = \"local\"");
    assert_told(&scratch, &[("counted", 2), ("received_missing", 1)]);
    assert_eq!(kept(&scratch, "H0")["received_at"], "2026-08-31T17:30:00");
}

#[test]
fn stamps_with_a_zone_are_instants_and_others_are_local() {
    // 31 August 2026, 17:30.
    let micros = 1_788_197_400_000_000;
    let columns = |received: ArrayRef| {
        file(vec![
            ("dossier_id", texts(&["H1"])),
            ("unit_id", texts(&["A"])),
            ("procedure_id", texts(&["1.000001"])),
            ("received_at", received),
        ])
    };
    let local: Vec<ArrayRef> = vec![
        Arc::new(TimestampMicrosecondArray::from(vec![micros])),
        Arc::new(TimestampNanosecondArray::from(vec![micros * 1000 + 1])),
    ];
    for received in local {
        let scratch = dossiers("d.parquet", columns(received), "");
        assert_eq!(kept(&scratch, "H1")["received_at"], "2026-08-31T17:30:00");
    }
    let zoned: Vec<ArrayRef> = vec![
        Arc::new(TimestampMicrosecondArray::from(vec![micros]).with_timezone("UTC")),
        Arc::new(
            TimestampNanosecondArray::from(vec![micros * 1000]).with_timezone("Asia/Ho_Chi_Minh"),
        ),
    ];
    for received in zoned {
        let scratch = dossiers("d.parquet", columns(received), "");
        assert_told(&scratch, &[("received_after_cut_off", 1)]);
    }
}

#[test]
fn dictionaries_are_read_and_lists_are_let_be() {
    let units: DictionaryArray<Int32Type> = vec!["A", "B"].into_iter().collect();
    let list = ListArray::from_iter_primitive::<Int64Type, _, _>([Some(vec![Some(1)]), None]);
    let bytes = file(vec![
        ("dossier_id", texts(&["H1", "H2"])),
        ("unit_id", Arc::new(units)),
        (
            "procedure_id",
            Arc::new(
                Decimal128Array::from(vec![1_005_120, 1_005_120])
                    .with_precision_and_scale(7, 6)
                    .unwrap(),
            ),
        ),
        ("received_at", texts(&["2026-08-03", "2026-08-04"])),
        ("history", Arc::new(list)),
        ("__index_level_0__", Arc::new(Int64Array::from(vec![0, 1]))),
    ]);
    assert_told(&dossiers("d.parquet", bytes, ""), &[("counted", 2)]);
}

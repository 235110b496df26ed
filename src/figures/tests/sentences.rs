//! Names stay names, and numbers agree with their words.

use crate::domain::sentence::{Value, said};

#[test]
fn a_name_that_holds_braces_stays_a_name() {
    let text = said("lost.none", &[("available", Value::Name("{all}"))]);
    assert_eq!(text.en, "All {all} available points are gained");
}

#[test]
fn one_unit_is_a_unit() {
    let told = |n| {
        said(
            "units.told",
            &[("units", Value::Units(n)), ("fell", Value::Count(0)), ("same", Value::Count(0))],
        )
    };
    assert_eq!(told(1).en, "On the month before: 1 unit up, 0 down, 0 unchanged");
    assert_eq!(told(1200).vi, "So với tháng trước: 1.200 đơn vị tăng, 0 giảm, 0 không đổi");
}

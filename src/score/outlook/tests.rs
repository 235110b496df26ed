use super::*;

const fn cell(cases: u64, in_time: u64) -> Cell {
    Cell { cases, in_time }
}

/// A unit with one procedure: of `open` that were due in two days as many as given were in time; the last month is
/// not over.
fn body(months: &[(u64, u64)], now: u64) -> Body<'static> {
    let mut body = Body::new(0..months.len());
    let of = |known: &dyn Fn(&(u64, u64)) -> Cell, now: Cell| {
        let mut cells: Vec<Cell> = months.iter().map(known).collect();
        cells.push(now);
        cells
    };
    let settled = of(&|(cases, _)| cell(*cases, *cases), cell(now, now));
    body.add("1", Age::Settled, &settled);
    let open = of(&|(cases, in_time)| cell(*cases, *in_time), cell(now, now));
    body.add("1", Age::Open(Left::Two), &open);
    body
}

#[test]
fn nothing_is_said_without_a_history() {
    let none = body(&[], 30);
    let found = forecast(&none, &none, 0);
    assert_eq!((found.ends, found.months, found.basis), (None, 0, 0));
    assert_eq!((found.so_far, found.open), (cell(60, 60), 30));
    assert_eq!(found.state(), State::TooFew);
}

#[test]
fn nothing_is_said_from_one_month_or_two() {
    for months in [&[(40, 30)][..], &[(40, 30), (40, 30)]] {
        let few = body(months, 30);
        assert_eq!(forecast(&few, &few, months.len()).ends, None);
    }
}

#[test]
fn nothing_is_said_from_nineteen_dossiers() {
    let few = body(&[(6, 5), (6, 5), (7, 5)], 30);
    let found = forecast(&few, &few, 3);
    assert_eq!((found.basis, found.months, found.ends), (19, 3, None));
    let enough = body(&[(6, 5), (7, 5), (7, 5)], 30);
    assert!(forecast(&enough, &enough, 3).ends.is_some());
}

#[test]
fn months_in_which_a_unit_had_nothing_are_no_history_of_it() {
    let young = body(&[(0, 0), (0, 0), (0, 0), (40, 30), (40, 30)], 30);
    let found = forecast(&young, &young, 5);
    assert_eq!((found.months, found.ends), (2, None));
}

#[test]
fn a_steady_history_gives_its_share_and_a_range_around_it() {
    let steady = body(&[(40, 30); 6], 40);
    let ends = forecast(&steady, &steady, 6).ends.unwrap();
    // Forty are answered, and of forty open ones three quarters will be.
    assert_eq!(ends.expected, Decimal::new(875_000, 6));
    assert!(ends.low < ends.expected && ends.expected < ends.high);
    // The deviation of one month in chance alone is sqrt(40 * 3/16) of eighty.
    let half = (ends.high - ends.low).units as f64 / 2e6;
    assert!((0.045..0.065).contains(&half), "{half}");
    assert_eq!((ends.tested, ends.held), (6, 6));
}

#[test]
fn months_that_differ_more_than_chance_widen_the_range() {
    let width = |months: &[(u64, u64)]| {
        let body = body(months, 40);
        let ends = forecast(&body, &body, months.len()).ends.unwrap();
        (ends.high - ends.low).units
    };
    let (steady, restless) =
        ([(40, 20); 6], [(40, 5), (40, 35), (40, 5), (40, 35), (40, 5), (40, 35)]);
    assert!(width(&restless) > 2 * width(&steady));
}

#[test]
fn a_month_unlike_all_others_is_told_as_one_that_its_range_did_not_hold() {
    let odd = body(&[(40, 35), (40, 35), (40, 36), (40, 34), (40, 35), (40, 2)], 40);
    let ends = forecast(&odd, &odd, 6).ends.unwrap();
    assert_eq!((ends.tested, ends.held), (6, 5));
}

#[test]
fn a_share_of_nothing_but_ones_does_not_look_certain() {
    let always = body(&[(40, 40); 4], 40);
    let ends = forecast(&always, &always, 4).ends.unwrap();
    assert_eq!((ends.expected, ends.high), (Decimal::new(1, 0), Decimal::new(1, 0)));
    assert!(ends.low < ends.expected);
}

#[test]
fn with_too_few_of_its_own_a_procedure_has_the_share_of_its_unit_then_of_the_authority() {
    let two = Age::Open(Left::Two);
    let months = |own: Cell, now: Cell| vec![own, own, own, own, now];
    let mut own = Body::new(0..4);
    own.add("rare", two, &months(cell(1, 0), cell(10, 10)));
    let alone = own.clone();
    own.add("usual", two, &months(cell(19, 19), cell(0, 0)));
    let mut whole = own.clone();
    whole.add("elsewhere", two, &months(cell(80, 20), cell(0, 0)));
    let expected = |own: &Body<'_>| expected(own, &whole, 4).unwrap().ratio;
    assert!((expected(&own) - 0.95).abs() < 1e-12, "76 of 80 in the unit");
    assert!((expected(&alone) - 0.39).abs() < 1e-12, "156 of 400 in the authority");
}

#[test]
fn a_unit_with_nothing_in_hand_has_no_forecast_and_one_with_nothing_open_has() {
    let mut none = body(&[(40, 30); 5], 0);
    let later = [[cell(20, 18); 5].to_vec(), vec![Cell::default()]].concat();
    none.add("1", Age::Later, &later);
    let found = forecast(&none, &none, 5);
    assert_eq!((found.open, found.so_far, found.ends), (0, Cell::default(), None));
    // One that is settled, and then what is still to come.
    let mut settled = none.clone();
    settled.add("2", Age::Settled, &[vec![Cell::default(); 5], vec![cell(1, 1)]].concat());
    let found = forecast(&settled, &settled, 5);
    assert_eq!((found.open, found.so_far), (0, cell(1, 1)));
    assert!(found.ends.is_some_and(|ends| ends.expected > Decimal::new(900_000, 6)));
}

#[test]
fn what_is_overdue_stays_so_where_nothing_else_is_known() {
    let mut body = body(&[(40, 40); 3], 10);
    let overdue = [vec![Cell::default(); 3], vec![cell(20, 0)]].concat();
    body.add("2", Age::Open(Left::Overdue), &overdue);
    let ends = forecast(&body, &body, 3).ends.unwrap();
    assert_eq!(ends.expected, Decimal::new(500_000, 6));
}

#[test]
fn the_order_in_which_rows_come_is_not_seen() {
    let rows = [("1", 3), ("2", 5), ("3", 7)];
    let made = |rows: &[(&'static str, u64)]| {
        let mut body = body(&[(40, 31), (41, 30), (39, 35), (44, 20)], 33);
        for (procedure, in_time) in rows {
            let cells: Vec<Cell> = (0..5).map(|month| cell(9 + month, *in_time)).collect();
            body.add(procedure, Age::Open(Left::ToFive), &cells);
        }
        forecast(&body, &body, 4)
    };
    let turned: Vec<_> = rows.iter().rev().copied().collect();
    assert_eq!(made(&rows), made(&turned));
}

//! The flow of dossiers through the month. The headline says how many came, how many were ended, and
//! how many are late.

use super::material::{Figures, Found};
use crate::{
    charts::{Body, Flow, Part},
    count::flow::place,
    domain::sentence::{Value, said, wording},
    schema::flow::COLUMNS,
};

/// Parts of a stage, and those that a reader should see first.
const RECEIVED: [&str; 4] =
    ["received_online", "received_counter", "received_post", "received_other"];
const ENDED: [&str; 4] = ["ended_early", "ended_on_time", "ended_late", "ended_undated"];
const CLOSING: [&str; 4] =
    ["closing_in_time", "closing_waiting", "closing_overdue", "closing_undated"];
const LATE: [&str; 2] = ["ended_late", "closing_overdue"];

pub(super) fn draw(figures: &Figures<'_>, _: usize) -> Vec<Found> {
    let counts = &figures.shown.counts;
    let (flow, suppressed) = (&counts.flows[0], counts.flow_suppressed[0]);
    let count = |name: &str| (!suppressed).then_some(flow[place(name)] as i64);
    let part = |name: &str| {
        let column = COLUMNS.iter().find(|column| column.name == name);
        let label = column.map(|column| column.meaning()).unwrap_or_default();
        Part { id: name.to_owned(), label, count: count(name), emphasised: LATE.contains(&name) }
    };
    let number = |name: &str| Value::Count(flow[place(name)]);
    let told = [
        ("received", number("received")),
        ("ended", number("ended")),
        ("late", number("ended_late")),
        ("overdue", number("closing_overdue")),
    ];
    let headline = match suppressed {
        true => wording("flow.withheld"),
        false => said("flow.told", &told),
    };
    let body = Body::Flow(Flow {
        unit_of_measure: wording("common.dossiers"),
        opening: count("opening"),
        received: count("received"),
        received_parts: RECEIVED.map(part).into(),
        ended: count("ended"),
        ended_parts: ENDED.map(part).into(),
        closing: count("closing"),
        closing_parts: CLOSING.map(part).into(),
    });
    vec![Found::new(headline, body)]
}

//! A published figure that was read back, as `chiso plan` and `chiso diff` show it. What a table
//! leaves empty is null, or a dash.

use serde_json::{Value as Json, json};

use crate::edition::read_back::{Figure, Standing};

pub fn json(figure: &Figure) -> Json {
    let [numerator, denominator, points, status] = figure;
    json!({
        "numerator": number(numerator),
        "denominator": number(denominator),
        "points": number(points),
        "status": status,
    })
}

pub fn text(figure: &Figure) -> String {
    let [numerator, denominator, points, status] = figure;
    let counts =
        if denominator.is_empty() { "–".into() } else { format!("{numerator}/{denominator}") };
    format!("{counts}, {}, {status}", shown(points))
}

pub fn standing_json([rank, score]: &Standing) -> Json {
    json!({"rank": number(rank), "score": number(score)})
}

pub fn standing_text([rank, score]: &Standing) -> String {
    format!("{} ({})", shown(rank), shown(score))
}

fn shown(text: &str) -> &str {
    if text.is_empty() { "–" } else { text }
}

fn number(text: &str) -> Json {
    serde_json::from_str(text).unwrap_or(Json::Null)
}

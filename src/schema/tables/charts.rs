//! The tables below `charts/`: one declaration for each form of chart, and those that belong to no
//! chart. A test of an edition compares the headings of its files with these lists.

use super::meaning::{Room, TableMeaning};
use crate::schema::{
    Column, codes,
    column::{coded, decimal, int, number, of, text},
    published,
};

const LABEL_VI: Column = text("label_vi");
const LABEL_EN: Column = text("label_en");
const UNIT: Column = text("unit_id");
const INDICATOR: Column = text("indicator_id");
const NUMERATOR: Column = int("numerator");
const DENOMINATOR: Column = int("denominator");
const VALUE: Column = decimal("value", 2, "");

const fn chart(name: &'static str, columns: &'static [Column]) -> TableMeaning {
    TableMeaning {
        name,
        room: Room::Chart,
        columns,
        key: &[],
        filled: &[],
        empty: &[],
        public: false,
    }
}

pub const ALL: &[TableMeaning] = &[
    TableMeaning { key: &["period", "unit_id"], ..chart("history", published::HISTORY) },
    TableMeaning {
        key: &["period", "unit_id", "group_id", "block_id"],
        empty: &["block_id"],
        ..chart("history_groups", published::HISTORY_GROUPS)
    },
    TableMeaning { key: &["period", "unit_id"], ..chart("compared", published::COMPARED) },
    TableMeaning { key: &["period", "cohort", "band"], ..chart("bands", published::BANDS) },
    TableMeaning {
        key: &["period", "unit_id", "indicator_id"],
        ..chart("movers", published::MOVERS)
    },
    TableMeaning {
        key: &["period", "unit_id", "indicator_id"],
        ..chart("points_to_go", published::TO_GO)
    },
    TableMeaning {
        key: &["period", "unit_id", "indicator_id"],
        filled: &["months", "signal"],
        empty: &["indicator_id"],
        ..chart("signals", published::SIGNALS)
    },
    TableMeaning { key: &["period", "cohort"], ..chart("ranked", published::RANKED_UNITS) },
    chart("ranking", RANKING),
    chart("heat", HEAT),
    chart("series", SERIES),
    chart("stages", FLOW),
    chart("points_lost", POINTS_LOST),
    chart("funnel", FUNNEL),
];

const RANKING: &[Column] = &of(
    "ranking",
    [
        UNIT,
        LABEL_VI,
        LABEL_EN,
        int("rank"),
        VALUE,
        decimal("target", 2, ""),
        text("band_vi"),
        text("band_en"),
        text("annotation_vi"),
        text("annotation_en"),
    ],
);

const HEAT: &[Column] = &of(
    "heat",
    [
        UNIT,
        LABEL_VI,
        LABEL_EN,
        INDICATOR,
        text("indicator_vi"),
        text("indicator_en"),
        NUMERATOR,
        DENOMINATOR,
        decimal("percent", 1, "%"),
        coded("status", codes::STATUSES),
    ],
);

const SERIES: &[Column] = &of(
    "series",
    [
        text("series_id"),
        LABEL_VI,
        LABEL_EN,
        text("period"),
        VALUE,
        int("segment"),
        text("break_vi"),
        text("break_en"),
        decimal("mean", 4, ""),
        decimal("lower_limit", 4, ""),
        decimal("upper_limit", 4, ""),
        coded("signal", codes::SIGNALS),
    ],
);

const FLOW: &[Column] = &of(
    "stages",
    [text("stage_id"), text("part_id"), LABEL_VI, LABEL_EN, number("count", "dossiers")],
);

const POINTS_LOST: &[Column] = &of(
    "points_lost",
    [
        INDICATOR,
        LABEL_VI,
        LABEL_EN,
        decimal("max_points", 2, "points"),
        decimal("gained", 2, "points"),
        decimal("lost", 2, "points"),
        text("remark_vi"),
        text("remark_en"),
    ],
);

const FUNNEL: &[Column] = &of(
    "funnel",
    [
        UNIT,
        LABEL_VI,
        LABEL_EN,
        NUMERATOR,
        DENOMINATOR,
        decimal("percent", 2, "%"),
        coded("standing", codes::STANDINGS),
        decimal("overdispersion", 2, ""),
    ],
);

//! What each kind of chart is made of. All numbers are exact: counts, or points and percentages with
//! two decimals, as the published tables have them. An absent number is `None` and is drawn as absent,
//! never as zero. Lists are drawn in the order given, because the order is part of the finding.

use crate::domain::{number::Decimal, text::Text, xmr::State};

/// The figure of a chart.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// Units by a value, best first.
    Ranking(Ranking),
    /// Ratios of units by indicator.
    Heat(Heat),
    /// A few series over periods in one plot.
    Trend(Trend),
    /// Many series over periods, one small plot each.
    SmallMultiples(SmallMultiples),
    /// What came in, what went out, what remains.
    Flow(Flow),
    /// Points gained and lost by indicator.
    PointsLost(PointsLost),
    /// Rates against the size of units, with control limits.
    Funnel(Funnel),
}

/// A value to be reached.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// In the unit of measure of the chart.
    pub value: Decimal,
    /// What the line is called, such as "Mục tiêu của kế hoạch".
    pub label: Text,
}

/// Units by a value, as horizontal bars.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranking {
    /// "%" or "điểm" / "points".
    pub unit_of_measure: Text,
    /// The full length of the scale.
    pub max: Decimal,
    /// One target for all; absent where there is none.
    pub target: Option<Target>,
    /// Ranked units in the order of their rank; units without a rank are moved below them.
    pub bars: Vec<Bar>,
}

/// A unit in a ranking.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bar {
    /// The id of the unit.
    pub id: String,
    /// The name of the unit.
    pub label: Text,
    /// Its value; absent where nothing was measured or the value is withheld.
    pub value: Option<Decimal>,
    /// Its rank; absent where it is not ranked.
    pub rank: Option<u32>,
    /// The band of its score; absent without a score.
    pub band: Option<Text>,
    /// What else must be said of it: why it has no value, or that it is provisional.
    pub annotation: Option<Text>,
    /// A target of its own.
    pub target: Option<Decimal>,
    /// The unit the page is about.
    pub highlighted: bool,
}

/// Units by indicators; a cell holds a ratio.
#[derive(Clone, Debug, PartialEq)]
pub struct Heat {
    /// The indicators.
    pub columns: Vec<HeatColumn>,
    /// The units, with as many cells as there are columns; a cell too few is `MissingSource`.
    pub rows: Vec<HeatRow>,
}

/// An indicator in a heat table.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatColumn {
    /// The id of the indicator.
    pub id: String,
    /// Its number in the decision, such as "2.1": the heading where columns are narrow.
    pub code: String,
    /// Its short title.
    pub title: Text,
    /// The group it belongs to; columns of one group stand together.
    pub group: Text,
}

/// A unit in a heat table.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatRow {
    /// The id of the unit.
    pub id: String,
    /// The name of the unit.
    pub label: Text,
    /// Its cells, in the order of the columns.
    pub cells: Vec<Cell>,
    /// Set apart from the others, as the authority is among its units.
    pub highlighted: bool,
}

/// What is known of a unit under an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A ratio. A denominator of zero or below is drawn as `NoCases`.
    Ratio {
        /// Cases that meet the condition.
        numerator: i64,
        /// All cases.
        denominator: i64,
    },
    /// The input it needs was not given.
    MissingSource,
    /// It does not exist for this kind of unit.
    NotApplicable,
    /// There were no cases in the period.
    NoCases,
    /// Withheld by disclosure control.
    Suppressed,
}

/// Series over periods in one plot.
#[derive(Clone, Debug, PartialEq)]
pub struct Trend {
    /// "%" or "điểm" / "points".
    pub unit_of_measure: Text,
    /// What a value can never exceed; the scale stops there.
    pub ceiling: Option<Decimal>,
    /// All periods from first to last, also those without figures: `2026-08`, `2026-Q3`, `2026`.
    pub periods: Vec<String>,
    /// The series; from nine on they are drawn as small multiples.
    pub series: Vec<Series>,
    /// A value to be reached; not drawn in small plots.
    pub target: Option<Target>,
    /// A series drawn in grey in every small plot, such as that of the whole authority.
    pub reference: Option<Series>,
    /// What the first series varies by; not drawn in small plots.
    pub process: Option<Process>,
}

/// Mean and natural limits of a series, and what its months say.
#[derive(Clone, Debug, PartialEq)]
pub struct Process {
    /// The place of the first period that is judged.
    pub from: usize,
    /// How many values it rests on.
    pub months: usize,
    /// The lower limit, the mean and the upper limit; absent where months are too few.
    pub limits: Option<[Decimal; 3]>,
    /// What each period says; absent where it is not judged.
    pub states: Vec<Option<State>>,
    /// What the newest period says, also where it is not judged.
    pub newest: State,
}

/// Series over periods, one small plot each, all on one scale.
#[derive(Clone, Debug, PartialEq)]
pub struct SmallMultiples(pub Trend);

/// A series of values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// The id of the group, indicator or unit.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// One value for each period; a gap is `None`.
    pub values: Vec<Option<Decimal>>,
    /// Where what is measured became another thing, in order: the line does not go on there.
    pub breaks: Vec<Break>,
}

/// A period from which on a series is not comparable with what stands before.
#[derive(Clone, Debug, PartialEq)]
pub struct Break {
    /// The place of the first period of what follows.
    pub at: usize,
    /// What happened, such as that a unit took over another one.
    pub why: Text,
}

/// Opening stock and received are ended and closing stock.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    /// What is counted: "hồ sơ" / "dossiers".
    pub unit_of_measure: Text,
    /// In hand at the start; absent where withheld.
    pub opening: Option<i64>,
    /// Received in the period.
    pub received: Option<i64>,
    /// Received, by channel.
    pub received_parts: Vec<Part>,
    /// Ended in the period.
    pub ended: Option<i64>,
    /// Ended, by timeliness.
    pub ended_parts: Vec<Part>,
    /// In hand at the end.
    pub closing: Option<i64>,
    /// In hand at the end, by state.
    pub closing_parts: Vec<Part>,
}

/// A part of a stage of the flow.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The id of the column it comes from.
    pub id: String,
    /// Its name.
    pub label: Text,
    /// How many; absent where unknown or withheld.
    pub count: Option<i64>,
    /// Whether a reader should see it first, as late or overdue cases.
    pub emphasised: bool,
}

/// Points gained and lost by indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct PointsLost {
    /// The indicators.
    pub items: Vec<PointsLostItem>,
}

/// An indicator with its points.
#[derive(Clone, Debug, PartialEq)]
pub struct PointsLostItem {
    /// The id of the indicator.
    pub id: String,
    /// Its short title.
    pub label: Text,
    /// The most it can give.
    pub max: Decimal,
    /// What it gave; absent where it is not available.
    pub gained: Option<Decimal>,
    /// Why it is not available, or that what it gained is what the rule gives without cases.
    pub remark: Option<Text>,
}

/// Rates of units against their size.
#[derive(Clone, Debug, PartialEq)]
pub struct Funnel {
    /// What the size counts: "hồ sơ phải giải quyết" / "dossiers in hand".
    pub size: Text,
    /// What the rate is the share of: "đúng hạn" / "on time".
    pub rate: Text,
    /// The units; those without cases are listed apart.
    pub points: Vec<FunnelPoint>,
}

/// A unit in a funnel plot.
#[derive(Clone, Debug, PartialEq)]
pub struct FunnelPoint {
    /// The id of the unit.
    pub id: String,
    /// The name of the unit.
    pub label: Text,
    /// Cases that meet the condition; absent where unknown or withheld.
    pub numerator: Option<i64>,
    /// All cases.
    pub denominator: Option<i64>,
}

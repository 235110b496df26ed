//! The three rule sets, as far as they differ (section 7).

/// The switches in which the three rule sets differ.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    pub id: &'static str,
    pub digitized_full_at: Option<i128>,
    pub paid_full_at: Option<i128>,
    /// The dossiers of `electronic_result`, and those of the other indicators of digitization and
    /// of `dossiers_paid_online`.
    pub result_among: Among,
    pub digitization_among: Among,
    pub online_with_result: bool,
    pub by_calendar_day: bool,
    pub repeated_is_overdue: bool,
    pub pause: Pause,
    pub withdrawn_on_time: bool,
    pub undated_on_time: bool,
    pub reuse_column: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Among {
    /// As `handled_on_time`.
    JudgedInHand,
    Received,
    ReceivedWithPaperResult,
    Ended,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pause {
    UnlessDueMoved,
    Subtract,
    None,
}

pub const PORTAL: Rules = Rules {
    id: "portal-2026",
    digitized_full_at: None,
    paid_full_at: None,
    result_among: Among::JudgedInHand,
    digitization_among: Among::JudgedInHand,
    online_with_result: false,
    by_calendar_day: false,
    repeated_is_overdue: true,
    pause: Pause::UnlessDueMoved,
    withdrawn_on_time: false,
    undated_on_time: false,
    reuse_column: "component_reused",
};

pub const DOCUMENT: Rules = Rules {
    id: "document-2026",
    digitized_full_at: Some(80),
    result_among: Among::ReceivedWithPaperResult,
    digitization_among: Among::Received,
    online_with_result: true,
    pause: Pause::Subtract,
    reuse_column: "has_digitized_component",
    ..PORTAL
};

pub const VENDOR: Rules = Rules {
    id: "vendor-2022",
    paid_full_at: Some(30),
    result_among: Among::Ended,
    digitization_among: Among::Received,
    by_calendar_day: true,
    repeated_is_overdue: false,
    pause: Pause::None,
    withdrawn_on_time: true,
    undated_on_time: true,
    ..PORTAL
};

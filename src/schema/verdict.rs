//! The verdict on a dossier, as the judge gives it and facts hold it.

use super::codes;

/// The verdict of a dossier in a period. The order is that of the facts' list of codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Verdict {
    Early,
    OnTime,
    Late,
    OpenInTime,
    OpenOverdue,
    WaitingInTime,
    WaitingOverdue,
    RepeatedSupplement,
    Undated,
}

impl Verdict {
    pub const fn as_str(self) -> &'static str {
        codes::VERDICTS[self as usize].name
    }

    pub const fn in_time(self) -> bool {
        matches!(self, Self::Early | Self::OnTime | Self::OpenInTime | Self::WaitingInTime)
    }
}

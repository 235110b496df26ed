//! Which canonical columns the dossier messages of a file gave.

/// The canonical columns that dossier messages of a file gave, as bits.
#[derive(Clone, Copy, Debug, Default)]
pub struct Given(u32);

impl Given {
    const COLUMNS: [&str; 20] = [
        "dossier_id",
        "unit_id",
        "unit_name",
        "procedure_id",
        "channel",
        "status",
        "submitted_at",
        "received_at",
        "due_at",
        "ended_at",
        "returned_at",
        "components_digitized",
        "component_reused",
        "has_digitized_component",
        "from_personal_store",
        "result_file",
        "vneid_verified",
        "databases",
        "fee_due",
        "online_payment",
    ];

    pub fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }

    pub fn columns(self) -> impl Iterator<Item = &'static str> {
        Self::COLUMNS
            .into_iter()
            .zip(0..)
            .filter(move |(_, bit)| self.0 >> bit & 1 == 1)
            .map(|(name, _)| name)
    }

    pub fn of(given: [bool; 20]) -> Self {
        Self(given.iter().rev().fold(0, |bits, given| bits << 1 | u32::from(*given)))
    }
}

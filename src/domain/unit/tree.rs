//! The tree of units as it stands on one day.

/// Who stands under whom on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    pub(super) parent: Vec<Option<u32>>,
}

impl Tree {
    pub fn parent(&self, unit: u32) -> Option<u32> {
        self.parent[unit as usize]
    }

    /// The unit and everything above it, up to the authority.
    pub fn upwards(&self, unit: u32) -> impl Iterator<Item = u32> {
        std::iter::successors(Some(unit), |unit| self.parent(*unit))
    }
}

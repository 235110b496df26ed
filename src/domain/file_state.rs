//! What tells one state of a file from another without opening it.

/// Another size, time of change or place on the disk is another state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FileState {
    pub inode: u64,
    pub size: u64,
    /// When it was changed, in nanoseconds.
    pub changed: i128,
}

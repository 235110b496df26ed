//! What is known of a file from finding and reading it: which state of it was found, the hash of its
//! bytes, and what it says of its own records.

use std::{
    fs::Metadata,
    os::unix::fs::MetadataExt,
    sync::{
        Mutex, OnceLock, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use crate::domain::file_state::FileState;

/// What tells one state of a file from another while it is read: its device, and what tells it later.
type State = (u64, FileState);

fn state(found: &Metadata) -> State {
    let changed = i128::from(found.mtime()) * 1_000_000_000 + i128::from(found.mtime_nsec());
    (found.dev(), FileState { inode: found.ino(), size: found.size(), changed })
}

/// What is known of a file from finding and reading it.
#[derive(Debug, Default)]
pub struct Seen {
    state: OnceLock<State>,
    hash: Mutex<Option<String>>,
    /// Rows that hold no record: blanks, the header once more.
    passed_over: AtomicU64,
    /// Records that the file itself says it has.
    told: Mutex<Option<u64>>,
}

impl Seen {
    /// A file as it was found, before it is opened.
    pub fn found(found: &Metadata) -> Self {
        Self { state: state(found).into(), ..Self::default() }
    }

    /// The state in which it was found.
    pub fn state(&self) -> FileState {
        self.state.get().map(|(_, state)| *state).unwrap_or_default()
    }

    /// SHA-256 of the file, once it was read and found unchanged.
    pub fn hash(&self) -> Option<String> {
        self.hash.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn pass_over(&self) {
        self.passed_over.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn passed_over(&self) -> u64 {
        self.passed_over.load(Ordering::Relaxed)
    }

    /// Files that were joined say each its own number.
    pub(super) fn tell(&self, records: u64) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        *told = Some(told.unwrap_or_default().saturating_add(records));
    }

    pub(super) fn told(&self) -> Option<u64> {
        *self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn hashed(&self, hash: String) {
        *self.hash.lock().unwrap_or_else(PoisonError::into_inner) = Some(hash);
    }

    /// Whether a file is still in the state in which it was found.
    pub(super) fn is(&self, found: &Metadata) -> bool {
        *self.state.get_or_init(|| state(found)) == state(found)
    }
}

//! What happens on the way, for whoever shows it. Stages emit events; they print nothing.

/// What happens on the way, for whoever shows it.
#[derive(Clone, Debug)]
pub enum Event {
    /// A stage begins.
    Stage(&'static str),
    /// Reading begins: files and their bytes.
    Files { files: usize, bytes: u64 },
    /// Bytes read since the last event.
    Bytes(u64),
    /// A partition of the lake was written, of so many.
    Partition { done: usize, of: usize },
    /// Something the operator should know that stops nothing.
    Warning(String),
    /// Something that was done as it should be, and that somebody may look for.
    Note(String),
}

/// Takes events from any thread.
pub type Reporter<'a> = &'a (dyn Fn(Event) + Sync);

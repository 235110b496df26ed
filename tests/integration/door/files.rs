//! Which files are read, in which order, and for what months: patterns, folders, numbers that come back.

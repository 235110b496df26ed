//! The bytes of text files: quotes, line ends, marks, cut-off files, width, dialect, keys of JSON.

//! The figures that the national portal published: which population each indicator counts.

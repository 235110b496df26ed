//! From when the inputs hold every dossier, and what is not graded: no score, band or rank without cases,
//! and none of a period that the inputs do not cover.

//! The small inputs made after public fault reports (`../shared/data/cases`): each gives the right value,
//! or the refusal that names what is wrong.

//! A catalogue whose rows have dates, office hours by weekday, limits of fractions, and the years of a
//! calendar.

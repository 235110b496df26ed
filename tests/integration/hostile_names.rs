//! Many invented ministries of every size, with names made to mislead, are published: nothing right is
//! refused.

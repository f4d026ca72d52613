//! The behaviour of `iron-session`, one file for each part of it.

mod smoke;

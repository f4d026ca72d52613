//! Moments as text for people.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// Such as `23 Nov 2026, 17:25:33 UTC`.
#[must_use]
pub fn utc(moment: SystemTime) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let secs = moment.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let (mut day, mut year) = (secs / DAY, 1970);
    while day >= days_in_year(year) {
        day -= days_in_year(year);
        year += 1;
    }
    let mut month = 0;
    while day >= days_in_month(month, year) {
        day -= days_in_month(month, year);
        month += 1;
    }
    let (hour, minute, second) = (secs % DAY / HOUR, secs % HOUR / MINUTE, secs % MINUTE);
    format!("{} {} {year}, {hour:02}:{minute:02}:{second:02} UTC", day + 1, MONTHS[month])
}

/// Such as `just now` or `3 minutes ago`.
#[must_use]
pub fn ago(moment: SystemTime) -> String {
    match moment.elapsed().unwrap_or_default() {
        short if short.as_secs() < MINUTE => "just now".to_owned(),
        since => format!("{} ago", rounded(since)),
    }
}

/// Such as `in 7 days`.
#[must_use]
pub fn ahead(moment: SystemTime) -> String {
    let left = moment.duration_since(SystemTime::now()).unwrap_or_default();
    // Some seconds of a time that has just begun are over already. So round to the nearest number.
    let half = match left.as_secs() {
        0..MINUTE => 1,
        MINUTE..HOUR => MINUTE / 2,
        HOUR..DAY => HOUR / 2,
        _ => DAY / 2,
    };
    format!("in {}", rounded(left + Duration::from_secs(half)))
}

/// The length as a whole number of the largest unit that fits.
fn rounded(length: Duration) -> String {
    let secs = length.as_secs();
    let (count, unit) = match secs {
        0..MINUTE => (secs, "second"),
        MINUTE..HOUR => (secs / MINUTE, "minute"),
        HOUR..DAY => (secs / HOUR, "hour"),
        _ => (secs / DAY, "day"),
    };
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

fn is_leap(year: u64) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn days_in_year(year: u64) -> u64 {
    365 + u64::from(is_leap(year))
}

/// `month` counts from 0.
fn days_in_month(month: usize, year: u64) -> u64 {
    match month {
        1 => 28 + u64::from(is_leap(year)),
        3 | 5 | 8 | 10 => 30,
        _ => 31,
    }
}

//! The date of an `Expires` attribute (RFC 6265bis, "Dates").

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The moment that `text` names. Its parts may have any order. A date before 1970 counts as 1970.
pub(super) fn parse(text: &str) -> Option<SystemTime> {
    let (mut time, mut day, mut month, mut year) = (None, None, None, None);
    for token in text.split(|c: char| !c.is_ascii_alphanumeric() && c != ':') {
        if time.is_none() && time_of_day(token).is_some() {
            time = time_of_day(token);
        } else if day.is_none() && number(token, 1..=2).is_some() {
            day = number(token, 1..=2);
        } else if month.is_none() && month_of(token).is_some() {
            month = month_of(token);
        } else if year.is_none() {
            year = number(token, 2..=4).map(full_year);
        }
    }
    let (time, day, month, year) = (time?, day?, month?, year?);
    let valid = (1..=31).contains(&day) && (1601..=9999).contains(&year);
    valid.then(|| UNIX_EPOCH + Duration::from_secs(days_since_1970(year, month, day) * 86_400 + time))
}

/// Seconds since midnight.
fn time_of_day(token: &str) -> Option<u64> {
    let parts: Option<Vec<u64>> = token.split(':').map(|part| number(part, 1..=2)).collect();
    match parts?[..] {
        [hour @ 0..24, minute @ 0..60, second @ 0..60] => Some(hour * 3600 + minute * 60 + second),
        _ => None,
    }
}

fn number(token: &str, digits: std::ops::RangeInclusive<usize>) -> Option<u64> {
    token.parse().ok().filter(|_| digits.contains(&token.len()) && token.as_bytes()[0].is_ascii_digit())
}

/// The month as a number from 1 to 12.
fn month_of(token: &str) -> Option<u64> {
    const MONTHS: &str = "janfebmaraprmayjunjulaugsepoctnovdec";
    let start = token.get(..3)?.to_ascii_lowercase();
    let mut names = (1..=12).zip(MONTHS.as_bytes().chunks(3));
    names.find(|(_, name)| *name == start.as_bytes()).map(|(month, _)| month)
}

fn full_year(year: u64) -> u64 {
    match year {
        0..70 => year + 2000,
        70..100 => year + 1900,
        _ => year,
    }
}

/// Counts years from March on, so that the leap day is the last day of a year.
fn days_since_1970(year: u64, month: u64, day: u64) -> u64 {
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day;
    days.saturating_sub(719_469)
}

#[test]
fn dates_of_every_style_are_read() {
    let at = |secs| Some(UNIX_EPOCH + Duration::from_secs(secs));
    assert_eq!(parse("Thu, 01 Jan 1970 00:00:00 GMT"), at(0));
    assert_eq!(parse("Sun, 06 Nov 1994 08:49:37 GMT"), at(784_111_777));
    assert_eq!(parse("Sunday, 06-Nov-94 08:49:37 GMT"), at(784_111_777));
    assert_eq!(parse("Sun Nov  6 08:49:37 1994"), at(784_111_777));
    assert_eq!(parse("29 Feb 2024 23:59:59"), at(1_709_251_199));
    assert_eq!(parse("1 Mar 2024 00:00:00"), at(1_709_251_200));
}

#[test]
fn what_is_no_date_is_refused() {
    for text in
        ["", "tomorrow", "06 Nov 1994", "6 Nov 1994 24:00:00", "32 Nov 1994 0:0:0", "1 Jan 1600 0:0:0"]
    {
        assert_eq!(parse(text), None, "{text}");
    }
}

//! Moments as people read them: in UTC, and from now.

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// A moment in ISO 8601, in UTC, such as `2027-01-15T08:00:00Z`.
pub(crate) fn iso(seconds: u64) -> String {
    let (year, month, day) = date(seconds / DAY);
    let (hour, minute, second) = (seconds % DAY / HOUR, seconds % HOUR / MINUTE, seconds % MINUTE);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// The date of a day that is counted from 1970-01-01, by the algorithm `civil_from_days` of
/// <https://howardhinnant.github.io/date_algorithms.html>. Years begin in March here, so that the day that
/// leap years add is the last one.
fn date(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (400 * era + year_of_era + u64::from(month <= 2), month, day)
}

/// When something happened or will happen, as in `2 h ago` or `in 3 days`.
pub(crate) fn relative(moment: u64, now: u64) -> String {
    match (moment.checked_sub(now), now.checked_sub(moment)) {
        (Some(0), _) => "now".to_owned(),
        (Some(later), _) => format!("in {}", length(later)),
        (None, earlier) => format!("{} ago", length(earlier.unwrap_or_default())),
    }
}

/// A length of time in its largest whole unit, rounded down. Two of a unit are better than one of a larger:
/// `36 h` says more than `1 day`.
pub(crate) fn length(seconds: u64) -> String {
    match seconds {
        0..120 => format!("{seconds} s"),
        120..7200 => format!("{} min", seconds / MINUTE),
        7200..172_800 => format!("{} h", seconds / HOUR),
        _ => format!("{} days", seconds / DAY),
    }
}

#[cfg(test)]
mod tests {
    use super::{iso, length, relative};

    #[test]
    fn dates_are_those_of_the_calendar() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_800_000_000, "2027-01-15T08:00:00Z"),
            (4_102_444_800, "2100-01-01T00:00:00Z"),
            (4_294_967_295, "2106-02-07T06:28:15Z"),
        ] {
            assert_eq!(iso(seconds), text);
        }
    }

    #[test]
    fn lengths_are_in_their_largest_whole_unit() {
        let lengths = [1, 119, 120, 7199, 7200, 172_799, 172_800].map(length);
        assert_eq!(lengths, ["1 s", "119 s", "2 min", "119 min", "2 h", "47 h", "2 days"]);
        assert_eq!(
            [(7, 7), (8, 7), (0, 7200)].map(|(at, now)| relative(at, now)),
            ["now", "in 1 s", "2 h ago"]
        );
    }
}

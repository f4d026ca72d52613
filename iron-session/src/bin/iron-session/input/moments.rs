//! Moments and lengths of time, as arguments spell them.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A length of time that may be endless.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Length {
    Seconds(u64),
    Never,
}

impl Length {
    pub(crate) fn duration(self) -> Option<Duration> {
        match self {
            Self::Seconds(seconds) => Some(Duration::from_secs(seconds)),
            Self::Never => None,
        }
    }
}

/// Reads `30d`, `1h 30m`, `90` or `never`.
pub(crate) fn length(text: &str) -> Result<Length, &'static str> {
    const ERROR: &str = "write a length such as `30d`, `1h 30m` or `never`; the units are s m h d w";
    if text == "never" {
        return Ok(Length::Never);
    }
    let mut seconds = 0_u64;
    for part in text.split_whitespace() {
        let unit = part.trim_start_matches(|c: char| c.is_ascii_digit());
        let number: u64 = part[..part.len() - unit.len()].parse().map_err(|_| ERROR)?;
        let unit = match unit {
            "" | "s" => 1,
            "m" => 60,
            "h" => 3600,
            "d" => 86_400,
            "w" => 7 * 86_400,
            _ => return Err(ERROR),
        };
        seconds = number.checked_mul(unit).and_then(|part| seconds.checked_add(part)).ok_or(ERROR)?;
    }
    if seconds == 0 { Err(ERROR) } else { Ok(Length::Seconds(seconds)) }
}

/// Reads seconds since 1970, with up to three digits after a full stop.
pub(crate) fn moment(text: &str) -> Result<SystemTime, &'static str> {
    const ERROR: &str = "write seconds since 1970, such as `1800000000`";
    let (seconds, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(seconds) || !is_digits(fraction) || fraction.len() > 3 {
        return Err(ERROR);
    }
    let seconds = seconds.parse().map_err(|_| ERROR)?;
    let millis = format!("{fraction:0<3}").parse().map_err(|_| ERROR)?;
    let since = Duration::from_secs(seconds).checked_add(Duration::from_millis(millis)).ok_or(ERROR)?;
    UNIX_EPOCH.checked_add(since).ok_or(ERROR)
}

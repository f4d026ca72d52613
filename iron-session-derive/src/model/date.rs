//! Days as people write them: `2027-06-30`.

/// The seconds from 1970 to the end of a day in UTC. None if there is no such day, or if the number does not
/// fit into a seal.
pub(crate) fn end_of_day(text: &str) -> Option<u32> {
    let number =
        |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u32>().ok())?;
    let mut parts = text.split('-').map(|part| (part.len(), number(part)));
    let mut part = |length| parts.next().filter(|(found, _)| *found == length)?.1;
    let (year, month, day) = (part(4)?, part(2)?, part(2)?);
    if part(0).is_some() || text.len() != 10 || year < 1970 {
        return None;
    }
    let leap = |year: u32| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days_of = |month| match month {
        2 if leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if !(1..=12).contains(&month) || day == 0 || day > days_of(month) {
        return None;
    }
    let before: u32 = (1970..year).map(|year| if leap(year) { 366 } else { 365 }).sum();
    let days = before + (1..month).map(days_of).sum::<u32>() + day;
    days.checked_mul(86_400)
}

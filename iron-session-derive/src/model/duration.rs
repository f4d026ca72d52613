//! Lengths of time as people write them: `30d`, `1h 30m`.

use syn::Expr;

use crate::attr::{Given, Text};
use crate::errors::Errors;

/// A length of time, as far as it is known here.
pub(crate) enum Length {
    Secs(u64),
    Const(Expr),
}

impl Length {
    /// Reads a length; a broken one is reported and counts as not given.
    pub(crate) fn read(given: &Given<Text>, errors: &mut Errors) -> Option<Self> {
        match &given.value {
            Text::Const(expr) => Some(Self::Const(expr.clone())),
            Text::Literal(text) => match parse(&text.value()) {
                Ok(secs) => Some(Self::Secs(secs)),
                Err(message) => {
                    errors.push(text.span(), message);
                    None
                }
            },
        }
    }

    /// The seconds, unless only rustc knows them.
    pub(crate) fn secs(&self) -> Option<u64> {
        match self {
            Self::Secs(secs) => Some(*secs),
            Self::Const(_) => None,
        }
    }
}

/// The seconds of a sum such as `1h 30m`, or what is wrong with it.
fn parse(text: &str) -> Result<u64, String> {
    let mut total: u64 = 0;
    let mut terms = 0;
    for term in text.split_ascii_whitespace() {
        let secs = parse_term(term).ok_or_else(|| {
            format!("`{term}` is not a length of time; write a number with s, m, h, d or w, such as `30d` or `1h 30m`")
        })?;
        total = total.saturating_add(secs);
        terms += 1;
    }
    if terms == 0 {
        return Err(
            "a length of time is missing; write a number with s, m, h, d or w, such as `30d`".to_owned()
        );
    }
    Ok(total)
}

fn parse_term(term: &str) -> Option<u64> {
    let unit = match term.as_bytes().last()? {
        b's' => 1,
        b'm' => 60,
        b'h' => 3_600,
        b'd' => 86_400,
        b'w' => 7 * 86_400,
        _ => return None,
    };
    let digits = &term[..term.len() - 1];
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // More digits than fit are certainly too long; the caller has the limit.
    Some(digits.parse().unwrap_or(u64::MAX).saturating_mul(unit))
}

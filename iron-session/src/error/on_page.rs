//! The page `when_something_is_wrong` has the text of each [`SessionError`]. A new variant does not compile
//! here until it is in the list, and the test fails until it is on the page.

use std::sync::Arc;

use super::json_error::JsonError;
use super::{CrossSiteReason, Error, RevocationError, SessionError, StoreError, TooLarge};

const COOKIE: &str = "__Host-app";

/// Where in the list the variant is.
const fn place(error: &SessionError) -> usize {
    match error {
        SessionError::NoLayer { .. } => 0,
        SessionError::InUse { .. } => 1,
        SessionError::Conflict { .. } => 2,
        SessionError::Held { .. } => 3,
        SessionError::TooLate { .. } => 4,
        SessionError::Unreadable { .. } => 5,
        SessionError::SkippedField { .. } => 6,
        SessionError::Panicked { .. } => 7,
        SessionError::Unanswered { .. } => 8,
        SessionError::SameCookie { .. } => 9,
        SessionError::Reentrant { .. } => 10,
        SessionError::CrossSite { .. } => 11,
        SessionError::Unavailable { .. } => 12,
        SessionError::Revocation(_) => 13,
        SessionError::Save(error) => 14 + place_of_save(error),
    }
}

/// Where among the errors of a save the variant is. Those of building a keyring or manager, and those of
/// tokens, come to no layer.
const fn place_of_save(error: &Error) -> usize {
    match error {
        Error::Clock => 0,
        Error::Lifetime => 1,
        Error::Random => 2,
        Error::Unsealable { .. } => 3,
        Error::Unreadable { .. } => 4,
        Error::Withheld { .. } => 5,
        Error::TooDeep => 6,
        Error::TooLarge(_) => 7,
        Error::SecretMissing { .. }
        | Error::SecretNotUnicode { .. }
        | Error::SecretTwice { .. }
        | Error::SecretFile { .. }
        | Error::UnknownVariable { .. }
        | Error::WeakSecret { .. }
        | Error::DuplicateKey { .. }
        | Error::SealingKeys { .. }
        | Error::NextKeys { .. }
        | Error::RevokedKey { .. }
        | Error::RevokedTag { .. }
        | Error::UnusedContext { .. }
        | Error::TooLong { .. }
        | Error::TokenTooLarge(_)
        | Error::BoundToNothing
        | Error::Unsettled { .. }
        | Error::Store(_)
        | Error::Stretching
        | Error::Config(_) => usize::MAX,
        #[cfg(feature = "fe26")]
        Error::Fe26Id { .. } | Error::NativeAsFe26 { .. } | Error::NoFe26Password => usize::MAX,
    }
}

fn all() -> [SessionError; 22] {
    let changed = std::panic::Location::caller();
    let not_finite =
        JsonError::custom("NaN and infinities have no JSON form; seal an `Option`, or clamp the number");
    [
        SessionError::NoLayer { session: "app::SessionData" },
        SessionError::InUse { cookie: COOKIE, changed },
        SessionError::Conflict { cookie: COOKIE, changed: Some([changed; 2]) },
        SessionError::Held { cookie: COOKIE, changed },
        SessionError::TooLate { cookie: COOKIE },
        SessionError::Unreadable { cookie: COOKIE },
        SessionError::SkippedField { cookie: COOKIE },
        SessionError::Panicked { cookie: COOKIE },
        SessionError::Unanswered { cookie: COOKIE },
        SessionError::SameCookie { cookie: COOKIE },
        SessionError::Reentrant { cookie: COOKIE },
        SessionError::CrossSite { reason: CrossSiteReason::Origin },
        SessionError::Unavailable { cookie: COOKIE, reason: Arc::new(StoreError::new("no connection")) },
        SessionError::Revocation(RevocationError::Store(StoreError::new("no connection"))),
        SessionError::Save(Error::Clock),
        SessionError::Save(Error::Lifetime),
        SessionError::Save(Error::Random),
        SessionError::Save(Error::Unsealable { member: "ratio", source: not_finite }),
        SessionError::Save(Error::Unreadable { member: "note" }),
        SessionError::Save(Error::Withheld { cookie: COOKIE }),
        SessionError::Save(Error::TooDeep),
        SessionError::Save(Error::TooLarge(TooLarge {
            excess: 2692,
            limit: 4096,
            cookies: 1,
            largest: vec![("note", 5002)],
        })),
    ]
}

#[test]
fn the_list_has_each_variant_in_its_place() {
    for (at, error) in all().iter().enumerate() {
        assert_eq!(place(error), at, "{error}");
    }
}

#[test]
fn the_page_has_the_text_of_each_variant() {
    let on_one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let page = on_one_line(include_str!("../../docs/when-something-is-wrong.md"));
    let here = format!("{}:", file!());
    for error in all() {
        // The places in the source are examples on the page. So each part of the text between them is there.
        let text = on_one_line(&error.to_string());
        for part in text.split(&here) {
            let part = part.trim_start_matches(|c: char| c.is_ascii_digit());
            assert!(page.contains(part), "the page lacks: {text}");
        }
    }
}

//! Tokens that are bound to something open only together with it.

use iron_session::{Error, IronSession, IronToken, Rejection};

use super::{MagicLink, link, opened, sealed, tokens_at};
use crate::common::{NOW, TestResult, keys, saved, sessions_at};

#[derive(IronSession)]
#[iron(cookie = "s", max_age = "1h", id)]
struct WithId {
    user: Option<u64>,
}

#[test]
fn it_opens_together_with_what_it_is_bound_to_and_with_nothing_else() -> TestResult {
    let links = tokens_at::<MagicLink>(NOW);
    let text = links.seal_bound(&link(), "session-7")?.text;
    assert_eq!(links.open_bound(&text, "session-7")?.token, link());
    for other in ["session-8", "session-", "session-70", "Session-7", "session-7\0"] {
        assert_eq!(links.open_bound(&text, other).err(), Some(Rejection::Forged), "{other:?}");
    }
    assert_eq!(links.open(&text).err(), Some(Rejection::Forged));
    Ok(())
}

#[test]
fn one_that_is_bound_to_nothing_opens_for_no_context() {
    let links = tokens_at::<MagicLink>(NOW);
    let text = sealed(&link());
    for to in ["session-7", ""] {
        assert_eq!(links.open_bound(&text, to).err(), Some(Rejection::Forged), "{to:?}");
    }
    assert_eq!(opened::<MagicLink>(&text), Ok(link()));
}

#[test]
fn nothing_is_bound_to_nothing() {
    let by_manager = tokens_at::<MagicLink>(NOW).seal_bound(&link(), "").map(|sealed| sealed.text);
    for sealed in [by_manager, link().seal_bound(&keys(), "")] {
        assert!(matches!(sealed, Err(Error::BoundToNothing)), "{sealed:?}");
    }
    assert_eq!(MagicLink::open_bound(&sealed(&link()), &keys(), "").err(), Some(Rejection::Forged));
}

#[test]
fn a_context_has_at_most_65_535_bytes() -> TestResult {
    let links = tokens_at::<MagicLink>(NOW);
    let (longest, too_long) = ("x".repeat(65_535), "x".repeat(65_536));
    let text = links.seal_bound(&link(), &longest)?.text;
    assert_eq!(links.open_bound(&text, &longest)?.token, link());
    let refused = links.seal_bound(&link(), &too_long).map(|sealed| sealed.text);
    assert!(matches!(refused, Err(Error::TooLong { what: "what the token is bound to" })), "{refused:?}");
    assert_eq!(links.open_bound(&text, &too_long).err(), Some(Rejection::Forged));
    Ok(())
}

#[test]
fn the_id_of_a_session_is_a_context_that_a_login_changes() -> TestResult {
    let mut session = sessions_at::<WithId>(NOW).load(&http::HeaderMap::new());
    session.set_user(7);
    assert_eq!(session.meta().id_text(), None);
    saved(&mut session);
    let before = session.meta().id_text().ok_or("it was sealed")?;
    assert_eq!(before.len(), 22);
    let text = link().seal_bound(&keys(), &before)?;
    assert_eq!(MagicLink::open_bound(&text, &keys(), &before)?, link());

    session.renew();
    saved(&mut session);
    let after = session.meta().id_text().ok_or("it was sealed")?;
    assert_eq!(MagicLink::open_bound(&text, &keys(), &after).err(), Some(Rejection::Forged));
    Ok(())
}

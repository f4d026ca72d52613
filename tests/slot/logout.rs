//! A logout in a request in which others read the session, write it, or fail.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use iron_session::{Error, IronSession, SessionError, SessionSlot};

use super::Request;
use crate::common::{NOW, TestResult, sessions_at};

#[test]
fn after_a_destroy_the_next_sees_a_fresh_session() -> TestResult {
    let request = Request::of_user_7();
    request.check_out()?.destroy();
    let fresh = request.check_out()?;
    assert_eq!((fresh.user_id(), fresh.meta().is_new(), fresh.meta().rejection()), (0, true, None));
    drop(fresh);
    let removal: Vec<String> = request.slot.finish()?.ok_or("a removal")?.into_iter().collect();
    assert!(removal.len() == 1 && removal[0].starts_with("__Host-s=; Max-Age=0"), "{removal:?}");
    Ok(())
}

#[test]
fn what_is_written_after_a_destroy_replaces_the_removal() -> TestResult {
    let request = Request::of_user_7();
    request.check_out()?.destroy();
    request.check_out()?.set_user_id(8);
    assert_eq!(request.written()?, 8);

    let request = Request::of_user_7();
    request.check_out()?.destroy();
    request.check_out()?.set_user_id(8);
    request.check_out()?.destroy();
    let cookies = request.slot.finish()?.ok_or("a removal")?;
    assert!(cookies.into_iter().all(|text| text.starts_with("__Host-s=; Max-Age=0")));
    Ok(())
}

/// Checks the end of a request in which the session was destroyed and something else failed.
fn assert_logged_out(request: &Request, fails: impl Fn(&SessionError) -> bool) {
    let error = request.slot.finish().expect_err("something failed");
    assert!(fails(&error), "{error:?}");
    let removal = request.slot.removal().expect("the cookie is removed all the same");
    assert!(removal.into_iter().all(|text| text.starts_with("__Host-s=; Max-Age=0")));
}

#[test]
fn a_logout_removes_the_cookie_even_if_the_request_fails() -> TestResult {
    let request = Request::of_user_7();
    let mut stale = request.check_out()?;
    request.check_out()?.destroy();
    stale.set_user_id(8);
    drop(stale);
    assert_logged_out(&request, |error| matches!(error, SessionError::Conflict { .. }));

    let request = Request::of_user_7();
    request.check_out()?.destroy();
    request.check_out()?.set_note("x".repeat(5000));
    assert_logged_out(&request, |error| matches!(error, SessionError::Save(Error::TooLarge(_))));

    let request = Request::of_user_7();
    request.check_out()?.destroy();
    let mut held = request.check_out()?;
    held.set_user_id(8);
    assert_logged_out(&request, |error| matches!(error, SessionError::Held { .. }));
    Ok(())
}

#[test]
fn a_logout_wins_over_what_others_wrote_before() -> TestResult {
    let request = Request::of_user_7();
    let early = request.check_out()?;
    request.check_out()?.set_user_id(8);
    early.destroy();
    let cookies = request.slot.finish()?.ok_or("a removal")?;
    assert!(cookies.into_iter().all(|text| text.starts_with("__Host-s=; Max-Age=0")));
    Ok(())
}

#[test]
fn a_writer_during_a_logout_does_not_bring_the_session_back() -> TestResult {
    let request = Request::of_user_7();
    let (reader, mut writer) = (request.check_out()?, request.check_out()?);
    writer.set_user_id(8);
    reader.destroy();
    drop(writer);
    assert_logged_out(&request, |error| matches!(error, SessionError::Conflict { .. }));
    Ok(())
}

#[test]
fn after_the_end_the_session_is_as_it_ended() -> TestResult {
    let request = Request::of_user_7();
    request.check_out()?.destroy();
    assert!(request.slot.finish()?.is_some());
    assert_eq!(request.check_out()?.user_id(), 0, "not the session from the request");
    assert!(request.slot.finish()?.is_none(), "a second end writes nothing");

    let request = Request::of_user_7();
    request.check_out()?.set_user_id(8);
    assert_eq!(request.written()?, 8);
    assert_eq!(request.check_out()?.user_id(), 8);
    Ok(())
}

#[test]
fn a_default_that_panics_does_not_undo_a_logout() -> TestResult {
    let slot = SessionSlot::<Fragile>::new(Arc::new(sessions_at(NOW)));
    slot.check_out([], None)?.set_user(7);
    let session = slot.check_out([], None)?;
    FRAGILE.set(true);
    assert!(catch_unwind(AssertUnwindSafe(|| drop(session.destroy()))).is_err());
    FRAGILE.set(false);
    assert!(slot.check_out([], None).is_ok_and(|session| session.user() == 7), "the session is as before");
    Ok(())
}

thread_local! {
    static FRAGILE: Cell<bool> = const { Cell::new(false) };
}

/// A type whose default may panic.
#[derive(IronSession)]
#[iron(cookie = "__Host-fragile", default)]
struct Fragile {
    user: u8,
}

impl Default for Fragile {
    fn default() -> Self {
        assert!(!FRAGILE.get(), "as the test asks");
        Self { user: 0 }
    }
}

#[derive(IronSession)]
#[iron(cookie = "shared", max_age = "1h", chunks = 4)]
struct Shared {
    note: String,
}

#[test]
fn a_login_after_a_logout_removes_what_the_request_brought_in_other_cookies_and_shapes() -> TestResult {
    let sessions = sessions_at::<Shared>(NOW).domain("shop.example")?;
    let mut long = sessions.load_bytes([], None);
    long.set_note("x".repeat(7000));
    let texts = long.set_cookies()?.into_iter();
    let pairs: Vec<_> = texts.filter_map(|text| Some(text.split_once(';')?.0.to_owned())).collect();
    let line = pairs.join("; ");

    let slot = SessionSlot::new(Arc::new(sessions));
    slot.check_out([line.as_bytes()], None)?.destroy();
    slot.check_out([line.as_bytes()], None)?.set_note("short".to_owned());
    let written: Vec<String> = slot.finish()?.ok_or("a session")?.into_iter().collect();
    for name in ["shared", "shared.0", "shared.1", "shared.2"] {
        for domain in ["", "; Domain=shop.example"] {
            let begins = format!("{name}=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT{domain}; Path=/");
            let is_removed = written.iter().any(|text| text.starts_with(&begins));
            // The session itself is written in today's shape.
            assert_eq!(
                is_removed,
                (name, domain) != ("shared", "; Domain=shop.example"),
                "{begins} {written:?}"
            );
        }
    }
    Ok(())
}

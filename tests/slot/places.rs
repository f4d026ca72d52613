//! Two holders that both change the session: the error names both places in the program's source.

use iron_session::{Login, Session, SessionError, SignedIn};

use super::Request;
use crate::common::{TestResult, Visit};

/// The line on which this is written, as the errors name it.
macro_rules! here {
    () => {
        format!("{}:{}", file!(), line!())
    };
}

impl Login for Visit {
    fn is_signed_in(&self) -> bool {
        self.user_id() != 0
    }
}

/// A change, with the place where it is made.
type Change = fn(Session<Visit>) -> (String, Option<Session<Visit>>);

/// All that begins a write.
const CHANGES: [(&str, Change); 6] = [
    ("a setter", |mut session| {
        let (place, ()) = (here!(), session.set_user_id(8));
        (place, Some(session))
    }),
    ("a mutable borrow", |mut session| {
        let (place, ()) = (here!(), *session.user_id_mut() = 8);
        (place, Some(session))
    }),
    ("renew", |mut session| {
        let (place, _) = (here!(), session.renew());
        (place, Some(session))
    }),
    ("restart", |mut session| {
        let (place, ()) = (here!(), session.restart());
        (place, Some(session))
    }),
    ("destroy", |session| {
        let (place, _) = (here!(), session.destroy());
        (place, None)
    }),
    ("a setter through `SignedIn`", |session| {
        let mut session = SignedIn::admit(session).expect("user 7 is signed in");
        let (place, ()) = (here!(), session.set_user_id(8));
        (place, Some(SignedIn::into_session(session)))
    }),
];

/// The places of an error, which the texts name in this order.
fn assert_names(error: &SessionError, first: &str, second: &str, what: &str) {
    let text = error.to_string();
    assert!(text.contains(&format!("at {first} and at {second}; drop it in one")), "{what}: {text}");
    let public = error.public_text();
    assert!(public.contains("in two places at once; drop it") && !public.contains(".rs"), "{what}: {public}");
}

#[test]
fn a_conflict_names_both_places_whatever_begins_the_writes() -> TestResult {
    for (what, change) in CHANGES {
        let request = Request::of_user_7();
        let (mut stale, other) = (request.check_out()?, request.check_out()?);
        let (first, rest) = change(other);
        drop(rest);
        let (second, ()) = (here!(), stale.set_user_id(9));
        drop(stale);
        let error = request.slot.finish().expect_err("a conflict");
        assert_names(&error, &first, &second, what);
        assert!(request.reported().contains(&error.to_string()), "{what}: {:?}", request.reported());
    }
    Ok(())
}

#[test]
fn a_conflict_of_two_that_write_at_once_names_both_places() -> TestResult {
    let request = Request::of_user_7();
    let (mut one, mut two) = (request.check_out()?, request.check_out()?);
    let (first, ()) = (here!(), one.set_user_id(8));
    let (second, ()) = (here!(), two.set_user_id(9));
    one.set_user_id(10);
    assert_names(&request.check_out().expect_err("a conflict"), &first, &second, "while both hold it");
    drop((one, two));
    assert_names(&request.slot.finish().expect_err("a conflict"), &first, &second, "at the end");
    Ok(())
}

#[test]
fn a_conflict_with_a_logout_meanwhile_names_both_places() -> TestResult {
    let request = Request::of_user_7();
    let (reader, mut writer) = (request.check_out()?, request.check_out()?);
    let (second, ()) = (here!(), writer.set_user_id(8));
    let (first, _) = (here!(), reader.destroy());
    drop(writer);
    assert_names(&request.slot.finish().expect_err("a conflict"), &first, &second, "a logout");
    Ok(())
}

#[test]
fn a_session_that_is_in_use_or_held_names_where_it_was_changed() -> TestResult {
    let request = Request::of_user_7();
    let mut writer = request.check_out()?;
    let (place, ()) = (here!(), writer.set_user_id(8));
    for error in [request.check_out().expect_err("in use"), request.slot.finish().expect_err("held")] {
        assert!(error.to_string().contains(&format!("changed at {place}")), "{error}");
        assert!(!error.public_text().contains(".rs"), "{error}");
    }
    Ok(())
}

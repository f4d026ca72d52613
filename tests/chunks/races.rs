//! Requests that overlap: a slow writer of one shape after a quick one of another never leaves two sessions
//! that open.

use http::{HeaderMap, Response};
use iron_session::SessionManager;

use super::{Browser, Chunked, NOTES, Plain, changed, ended, note};
use crate::common::{NOW, at, keys, sessions_at};

/// All orders of the numbers below `count`.
fn orders(count: usize) -> Vec<Vec<usize>> {
    if count == 0 {
        return vec![Vec::new()];
    }
    let longer = |order: Vec<usize>| {
        (0..count).map(move |place| {
            let mut longer = order.clone();
            longer.insert(place, count - 1);
            longer
        })
    };
    orders(count - 1).into_iter().flat_map(longer).collect()
}

/// What a browser may hold when the requests begin: nothing, or a session in one to four cookies.
fn beginnings() -> impl Iterator<Item = Browser> {
    let held = |bytes: usize| {
        let mut browser = Browser::default();
        browser.receive(&changed(&sessions_at::<Plain>(NOW), &HeaderMap::new(), |session| {
            session.set_user(99);
            session.set_note(note(bytes));
        }));
        browser
    };
    std::iter::once(Browser::default()).chain(NOTES.map(held))
}

/// The response to a request of user `user`, with a session in `user + 1` cookies.
fn write(user: usize, request: &HeaderMap) -> Response<()> {
    changed(&sessions_at::<Plain>(NOW), request, |session| {
        session.set_user(u32::try_from(user).expect("a small number"));
        session.set_note(note(NOTES[user]));
    })
}

#[test]
fn of_four_writers_of_all_shapes_the_last_response_counts_in_every_order() {
    for order in orders(4) {
        for mut browser in beginnings() {
            let request = browser.request();
            for &user in &order {
                browser.receive(&write(user, &request));
                let session = sessions_at::<Plain>(NOW).load(&browser.request());
                assert_eq!(session.meta().rejection(), None, "{order:?}, after {user}");
                assert_eq!((session.user() as usize, session.note().len()), (user, NOTES[user]), "{order:?}");
            }
        }
    }
}

#[test]
fn requests_that_begin_between_the_responses_change_nothing_of_it() {
    for order in orders(4) {
        for mut browser in beginnings() {
            let mut request = browser.request();
            for &user in &order {
                let response = write(user, &request);
                request = browser.request();
                browser.receive(&response);
                let session = sessions_at::<Plain>(NOW).load(&browser.request());
                assert_eq!((session.user() as usize, session.meta().rejection()), (user, None), "{order:?}");
            }
        }
    }
}

#[test]
fn after_a_logout_that_is_answered_last_nothing_opens_in_any_order() {
    for order in orders(4) {
        for mut browser in beginnings() {
            let request = browser.request();
            for &user in &order[..3] {
                browser.receive(&write(user, &request));
            }
            browser.receive(&ended(&sessions_at::<Plain>(NOW), &request));
            let session = sessions_at::<Plain>(NOW).load(&browser.request());
            assert_eq!((session.user(), session.meta().is_new()), (0, true), "{order:?}");
        }
    }
}

#[test]
fn under_a_host_prefix_the_last_response_counts_even_if_its_session_was_issued_before() {
    let at_secs = |secs| SessionManager::<Chunked>::new(keys()).clock(move || at(secs));
    for order in orders(4) {
        let (mut browser, request) = (Browser::default(), HeaderMap::new());
        for &user in &order {
            // Each response comes from a server whose clock is behind that of the one before.
            let secs = NOW - 10 * order.iter().position(|other| *other == user).unwrap_or(0) as u64;
            browser.receive(&changed(&at_secs(secs), &request, |session| {
                session.set_user(u32::try_from(user).expect("a small number"));
                session.set_note(note(NOTES[user]));
            }));
            let session = sessions_at::<Chunked>(NOW).load(&browser.request());
            assert_eq!((session.user() as usize, session.meta().rejection()), (user, None), "{order:?}");
        }
    }
}

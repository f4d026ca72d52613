//! A request that is dropped at any `await` of its handler, of a middleware, or of the session's layer.

use std::collections::BTreeSet;

use iron_session::{IronToken, Keyring, OnceError, Outage, TokenManager};

use super::revocation::{block_on, revocations};
use super::scripted::Scripted;
use super::site::{DROPPED, InProcess, Site, pauses, polled};

/// What is asked besides the request that is dropped: by the same visitor, with the same cookie.
fn answers<F: InProcess>(site: &Site, dropped: &str) -> Vec<String> {
    let paths = ["/login/ada", dropped, "/read", "/twice", "/logout", "/read"];
    block_on(F::ask(site.clone(), &paths))
}

/// Drops the request to `path` after each number of polls, until it has an answer. Returns at which of its
/// pauses it was dropped.
///
/// What the request changed is not seen by the next one with the same cookie, and is reported once.
fn dropped_after_each_poll<F: InProcess>(
    path: &str,
    site: impl Fn() -> Site,
    visits: [&str; 2],
) -> BTreeSet<usize> {
    let mut dropped_at = BTreeSet::new();
    for polls in 0.. {
        let (site, _before) = (site(), pauses());
        let answers = answers::<F>(&site, &format!("{path}?{polls}"));
        let (pauses, errors) = (pauses(), site.errors());
        let [_, answer, user, twice, _, left] = &answers[..] else { panic!("{answers:?}") };
        assert_eq!((user.as_str(), left.as_str()), ("ada", "nobody"), "{polls}: {answers:?}");
        let [if_dropped, if_answered] = visits;
        if answer != DROPPED {
            assert_eq!((twice.as_str(), errors.len()), (if_answered, 0), "{polls}: {errors:?}");
            return dropped_at;
        }
        assert_eq!(twice, if_dropped, "{polls}: nothing of the dropped request is there");
        assert_eq!(errors.len(), usize::from(pauses > 0), "{polls}: {errors:?}");
        assert!(errors.iter().all(|error| error.contains("put timeouts inside")), "{errors:?}");
        dropped_at.insert(pauses);
    }
    unreachable!("the request is answered at last")
}

pub(super) fn a_handler_may_be_dropped_at_any_of_its_awaits<F: InProcess>() {
    let dropped_at = dropped_after_each_poll::<F>("/steps", Site::new, ["2", "4"]);
    assert_eq!(dropped_at, BTreeSet::from([0, 1, 2, 3]));
}

pub(super) fn a_middleware_may_be_dropped_at_any_of_its_awaits<F: InProcess>() {
    let dropped_at = dropped_after_each_poll::<F>("/through", Site::new, ["2", "13"]);
    assert_eq!(dropped_at, BTreeSet::from([0, 1, 2]));
}

/// After the last pause, the layer tells the store that the old session has ended. A request that is dropped
/// there has ended nothing yet.
pub(super) fn a_handler_and_the_store_of_its_layer_may_be_dropped_at_any_await<F: InProcess>() {
    let site = || Site::revoking(revocations(&Scripted::default(), Outage::Refuse));
    let dropped_at = dropped_after_each_poll::<F>("/steps", site, ["2", "4"]);
    assert_eq!(dropped_at, BTreeSet::from([0, 1, 2, 3]));
}

#[derive(IronToken)]
#[iron(purpose = "invitation", max_age = "15m")]
struct Invitation {
    email: String,
}

#[test]
fn a_request_that_is_dropped_before_the_store_has_answered_uses_up_no_token() {
    let links = TokenManager::<Invitation>::new(Keyring::for_tests());
    let store = Scripted::default();
    let revocations = revocations(&store, Outage::Refuse);
    let text = links.seal(&Invitation { email: "ada@shop.example".to_owned() }).expect("a small token").text;
    for polls in 0..2 {
        assert!(block_on(polled(links.open_once(&text, &revocations), polls)).is_none(), "{polls}");
        assert_eq!(store.unanswered(), polls, "it was dropped while the store was asked, if it was");
    }
    let opened = block_on(links.open_once(&text, &revocations)).expect("nobody has used it");
    assert_eq!(opened.token.email, "ada@shop.example");
    assert!(matches!(block_on(links.open_once(&text, &revocations)), Err(OnceError::Used)));
}

/// These functions as tests of one framework.
macro_rules! keep {
    ($framework:ty) => {
        as_tests! { cancelled, $framework:
            a_handler_may_be_dropped_at_any_of_its_awaits
            a_middleware_may_be_dropped_at_any_of_its_awaits
            a_handler_and_the_store_of_its_layer_may_be_dropped_at_any_await
        }
    };
}

pub(super) use keep;

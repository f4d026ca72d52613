//! `SessionManager::not_before`.

use iron_session::{Rejection, SessionManager};

use super::{Account, Site};
use crate::common::{NOW, TestResult, at, cookies, keys};

/// L03
#[test]
fn a_session_that_began_before_the_moment_is_refused() -> TestResult {
    let line = Site::new()?.login(7)?;
    let of = |moment: u64| {
        let sessions = SessionManager::<Account>::new(keys()).clock(|| at(NOW + 60));
        sessions.not_before(move |data| (data.user() == Some(7)).then_some(at(moment)))
    };
    for (moment, is_valid) in [(NOW, true), (NOW + 1, false), (NOW - 1, true)] {
        let session = of(moment).load(&cookies([&line]));
        assert_eq!(session.user(), is_valid.then_some(7), "{moment}");
        assert_eq!(session.meta().rejection(), (!is_valid).then_some(Rejection::Revoked));
    }
    let other = Site::new()?.login(8)?;
    assert_eq!(of(NOW + 1).load(&cookies([other])).user(), Some(8));
    Ok(())
}

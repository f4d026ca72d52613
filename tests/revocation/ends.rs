//! What ends, and what lives on.

use http::HeaderMap;
use iron_session::{Rejection, RevocationError};

use super::{DAY, SharedClock, Site, line};
use crate::common::{NOW, TestResult, cookies};

/// L03
#[tokio::test]
async fn log_out_everywhere_ends_all_sessions_of_the_user_and_no_others() -> TestResult {
    let site = Site::new()?;
    let (phone, laptop, other) = (site.login(7)?, site.login(7)?, site.login(8)?);
    assert_eq!([&phone, &laptop, &other].map(|line| site.user(line)), [Some(7), Some(7), Some(8)]);

    site.revocations.end_all(&7).await?;
    assert_eq!([&phone, &laptop, &other].map(|line| site.user(line)), [None, None, Some(8)]);
    Ok(())
}

#[tokio::test]
async fn a_session_of_the_same_second_ends_and_a_login_after_it_lives() -> TestResult {
    let site = Site::new()?;
    let before = site.login(7)?;
    site.revocations.end_all(&7).await?;
    let after = site.login(7)?;
    assert_eq!((site.user(&before), site.user(&after)), (None, Some(7)));

    // Once more in the same second: whoever was spared from the first is not spared from the second.
    site.revocations.end_all(&7).await?;
    let last = site.login(7)?;
    assert_eq!((site.user(&after), site.user(&last)), (None, Some(7)));
    Ok(())
}

#[tokio::test]
async fn all_but_this_session_end() -> TestResult {
    let site = Site::new()?;
    let (mine, other) = (site.login(7)?, site.login(7)?);
    let mut session = site.load(&mine);
    site.revocations.end_others(&mut session).await?;
    let renewed = line(&mut session)?;
    assert_eq!([&mine, &other, &renewed].map(|line| site.user(line)), [None, None, Some(7)]);

    // What was spared lives until the next one.
    site.revocations.end_all(&7).await?;
    assert_eq!(site.user(&renewed), None);
    Ok(())
}

#[tokio::test]
async fn a_handler_may_renew_before_and_after_it_ends_the_others() -> TestResult {
    for renews in [[true, false], [false, true], [true, true]] {
        let site = Site::new()?;
        let (mine, other) = (site.login(7)?, site.login(7)?);
        let mut session = site.load(&mine);
        if renews[0] {
            session.renew();
        }
        site.revocations.end_others(&mut session).await?;
        if renews[1] {
            session.renew();
        }
        let renewed = line(&mut session)?;
        assert_eq!([&mine, &other, &renewed].map(|line| site.user(line)), [None, None, Some(7)]);
    }
    Ok(())
}

#[tokio::test]
async fn a_stranger_has_no_others() -> TestResult {
    let site = Site::new()?;
    let ended = site.revocations.end_others(&mut site.stranger()).await;
    assert!(matches!(ended, Err(RevocationError::NoSubject)));
    Ok(())
}

#[tokio::test]
async fn one_session_is_ended_by_its_id() -> TestResult {
    let site = Site::new()?;
    let (ended, other) = (site.login(7)?, site.login(7)?);
    let id = site.load(&ended).meta().id().ok_or("it has an id")?;
    site.revocations.end(id).await?;
    assert_eq!((site.user(&ended), site.user(&other)), (None, Some(7)));
    Ok(())
}

/// L04
#[test]
fn a_copy_of_the_cookie_is_worth_nothing_after_a_logout() -> TestResult {
    let site = Site::new()?;
    let copy = site.login(7)?;
    let mut response = HeaderMap::new();
    site.load(&copy).destroy().save(&mut response)?;
    assert!(response["set-cookie"].to_str()?.contains("Max-Age=0"));
    assert_eq!(site.user(&copy), None);
    Ok(())
}

#[test]
fn restart_and_renew_end_the_old_session() -> TestResult {
    let site = Site::new()?;
    let old = site.login(7)?;
    let mut session = site.load(&old);
    session.renew();
    let renewed = line(&mut session)?;
    assert_eq!((site.user(&old), site.user(&renewed)), (None, Some(7)));

    let mut session = site.load(&renewed);
    session.restart();
    session.set_note("a new visitor");
    let restarted = line(&mut session)?;
    assert_eq!(site.user(&renewed), None);
    assert_eq!(site.load(&restarted).note(), "a new visitor");
    Ok(())
}

#[test]
fn a_change_and_a_refresh_end_nothing() -> TestResult {
    let site = Site::new()?;
    let old = site.login(7)?;
    let mut session = site.load(&old);
    session.set_note("more");
    let changed = line(&mut session)?;
    assert_eq!((site.user(&old), site.user(&changed)), (Some(7), Some(7)));
    Ok(())
}

/// D07
#[tokio::test]
async fn of_two_cookies_the_one_counts_that_was_not_ended() -> TestResult {
    let site = Site::new()?;
    let earlier = site.login(7)?;
    site.clock.advance(10);
    let later = site.login(8)?;
    assert_eq!(site.sessions.load(&cookies([&earlier, &later])).user(), Some(8));

    site.revocations.end_all(&8).await?;
    for lines in [[&earlier, &later], [&later, &earlier]] {
        let session = site.sessions.load(&cookies(lines));
        assert_eq!((session.user(), session.meta().rejection()), (Some(7), None));
    }
    site.revocations.end_all(&7).await?;
    let session = site.sessions.load(&cookies([&earlier, &later]));
    assert_eq!((session.user(), session.meta().rejection()), (None, Some(Rejection::Revoked)));
    Ok(())
}

#[tokio::test]
async fn the_response_to_an_ended_session_is_that_to_a_refused_one_and_removes_nothing() -> TestResult {
    let site = Site::new()?;
    let ended = site.login(7)?;
    site.revocations.end_all(&7).await?;
    let head = |line: &str| -> TestResult<String> {
        let mut response = http::Response::new(());
        site.load(line).save(&mut response)?;
        assert!(!response.headers().contains_key("set-cookie"));
        Ok(format!("{:?}", response.headers()))
    };
    assert_eq!(head(&ended)?, head("__Host-account=garbage")?);
    Ok(())
}

#[tokio::test]
async fn a_session_of_a_server_whose_clock_is_ahead_or_behind_ends_too() -> TestResult {
    for clock in [NOW + 30, NOW - 30] {
        let site = Site::new()?;
        let other = Site::of(site.revocations.clone(), SharedClock::at(clock))?;
        let before = other.login(7)?;
        site.revocations.end_all(&7).await?; // by the clock of the store, which stands at `NOW`
        assert_eq!((other.user(&before), site.user(&before)), (None, None), "{clock}");
        let after = other.login(7)?;
        assert_eq!((other.user(&after), site.user(&after)), (Some(7), Some(7)), "{clock}");
    }
    Ok(())
}

/// L04
#[tokio::test]
async fn it_is_kept_until_no_seal_of_the_time_is_valid() -> TestResult {
    let site = Site::new()?;
    let mut session = site.stranger();
    session.set_user(7);
    let mut kept = line(&mut session)?;
    let copy = kept.clone();
    // The session is used every half hour, and ends by its absolute timeout.
    for _ in 0..(2 * 24 - 2) {
        site.clock.advance(1800);
        let mut session = site.load(&kept);
        session.note_mut().push('.');
        kept = line(&mut session)?;
    }
    site.load(&kept).destroy().save(&mut HeaderMap::new())?;
    while site.clock.secs() < NOW + DAY {
        for line in [&kept, &copy] {
            let refused = site.load(line).meta().rejection();
            let is_over = matches!(refused, Some(Rejection::Revoked | Rejection::Expired));
            assert!(is_over, "{refused:?} at {}", site.clock.secs() - NOW);
        }
        site.clock.advance(60);
    }
    assert_eq!(site.load(&kept).meta().rejection(), Some(Rejection::Expired));
    assert_eq!(site.load(&copy).meta().rejection(), Some(Rejection::Expired));
    Ok(())
}

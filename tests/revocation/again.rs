//! Several saves, renewals and logouts in one request, and overlapping requests.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Request, Response};
use iron_session::tower::{RequestSession, SessionLayer};
use iron_session::{RevocationError, Revocations, Session, SessionError, SessionSlot};
use tower::{Layer, ServiceExt, service_fn};

use super::{Account, Site, line, line_of, written};
use crate::common::TestResult;

#[test]
fn a_session_that_is_saved_twice_after_renew_lives() -> TestResult {
    let site = Site::new()?;
    let old = site.login(7)?;
    let mut session = site.load(&old);
    session.renew();
    let first = line(&mut session)?;
    session.set_note("once more");
    let second = line(&mut session)?;
    assert_eq!([&old, &first, &second].map(|line| site.user(line)), [None, Some(7), Some(7)]);
    Ok(())
}

#[test]
fn what_was_handed_out_before_a_second_renew_or_a_logout_ends() -> TestResult {
    let site = Site::new()?;
    let old = site.login(7)?;
    let mut session = site.load(&old);
    session.renew();
    let first = line(&mut session)?;
    session.renew();
    let second = line(&mut session)?;
    assert_eq!([&old, &first, &second].map(|line| site.user(line)), [None, None, Some(7)]);
    session.destroy().save(&mut HeaderMap::new())?;
    assert_eq!(site.user(&second), None);

    let mut fresh = site.stranger();
    fresh.set_user(8);
    let handed_out = line(&mut fresh)?;
    let _removal = fresh.destroy().set_cookies();
    assert_eq!(site.user(&handed_out), None);
    Ok(())
}

#[tokio::test]
async fn a_session_that_is_saved_by_hand_below_a_layer_lives() -> TestResult {
    let site = Site::new()?;
    let old = site.login(7)?;
    let slot = site.slot();
    let mut session = slot.check_out([old.as_bytes()], None)?;
    session.renew();
    let mut headers = HeaderMap::new();
    session.save_checked(&mut headers).await?;
    drop(session);
    let by_layer = slot.finish()?.ok_or("it was asked for")?;
    assert!(slot.settle(None).is_none());
    assert!(!by_layer.is_empty());
    let line = written(&headers).ok_or("it was written")?;
    assert_eq!((site.user(&old), site.user(&line)), (None, Some(7)));
    Ok(())
}

#[test]
fn a_second_logout_in_one_request_does_not_forget_the_first() -> TestResult {
    let site = Site::new()?;
    let copy = site.login(7)?;
    let slot = site.slot();
    slot.check_out([copy.as_bytes()], None)?.destroy();
    slot.check_out([copy.as_bytes()], None)?.set_user(8);
    slot.check_out([copy.as_bytes()], None)?.destroy();
    assert!(slot.finish()?.is_some());
    assert_eq!(site.user(&copy), None);
    Ok(())
}

#[tokio::test]
async fn who_was_ended_cannot_end_the_others() -> TestResult {
    let site = Site::new()?;
    let mine = site.login(7)?;
    let mut session = site.load(&mine); // a thief's request, at work
    site.revocations.end_all(&7).await?;
    let ended = site.revocations.end_others(&mut session).await;
    assert!(matches!(ended, Err(RevocationError::Ended)));

    let mine = site.login(7)?;
    let mut session = site.load(&mine);
    site.revocations.end_others(&mut session).await?;
    site.revocations.end_all(&7).await?;
    let ended = site.revocations.end_others(&mut session).await;
    assert!(matches!(ended, Err(RevocationError::Ended)));
    Ok(())
}

#[test]
fn of_two_renewals_at_once_the_first_that_is_answered_lives_and_the_other_writes_nothing() -> TestResult {
    let site = Site::new()?;
    let old = site.login(7)?;
    let [mut first, mut second] = [site.load(&old), site.load(&old)]; // a double click
    first.renew();
    second.renew();
    let lives = line(&mut first)?;
    assert!(second.set_cookies()?.is_empty());
    assert_eq!((site.user(&old), site.user(&lives)), (None, Some(7)));
    Ok(())
}

#[tokio::test]
async fn of_two_that_end_all_others_at_once_one_lives() -> TestResult {
    for is_first_answered_first in [true, false] {
        let site = Site::new()?;
        let old = site.login(7)?;
        let [mut first, mut second] = [site.load(&old), site.load(&old)];
        site.revocations.end_others(&mut first).await?;
        let again = site.revocations.end_others(&mut second).await;
        assert!(matches!(again, Err(RevocationError::Ended)), "the first has ended this one");
        let lives = line(&mut first)?;
        if is_first_answered_first {
            assert!(second.set_cookies()?.is_empty());
        }
        assert_eq!((site.user(&old), site.user(&lives)), (None, Some(7)));
    }
    Ok(())
}

#[tokio::test]
async fn a_living_device_stays_in_the_list() -> TestResult {
    let site = Site::with(Revocations::<Account>::devices)?;
    let mut session = site.stranger();
    session.set_user(7);
    session.renew().label("laptop");
    let mut kept = line(&mut session)?;
    let began = site.revocations.list(&7).await?.first().map(|device| device.began);
    for ends_others in [true, false] {
        site.clock.advance(600);
        let mut session = site.load(&kept);
        if ends_others {
            site.revocations.end_others(&mut session).await?;
        } else {
            session.renew();
        }
        kept = line(&mut session)?;
        let devices = site.revocations.list(&7).await?;
        assert_eq!(devices.len(), 1);
        assert_eq!(devices.first().map(|device| device.began), began, "the sign-in");
        assert_eq!(devices.first().map(|device| device.id), site.load(&kept).meta().id());
    }
    Ok(())
}

#[tokio::test]
async fn a_renewal_of_an_anonymous_session_that_was_ended_writes_nothing() -> TestResult {
    let site = Site::new()?;
    let mut visit = site.stranger();
    visit.set_note("in the shop");
    let anonymous = line(&mut visit)?;
    let mut session = site.load(&anonymous);
    site.revocations.end(session.meta().id().ok_or("it has an id")?).await?;
    session.renew();
    assert!(session.set_cookies()?.is_empty());
    Ok(())
}

#[tokio::test]
async fn what_was_taken_by_hand_below_a_layer_ends_with_the_renewal_that_is_dead() -> TestResult {
    let site = Site::new()?;
    let old = site.login(7)?;
    let slot = site.slot();
    let mut session = slot.check_out([old.as_bytes()], None)?;
    session.renew();
    let mut headers = HeaderMap::new();
    session.save(&mut headers)?;
    session.renew();
    drop(session);
    site.load(&old).destroy().save(&mut HeaderMap::new())?; // in another tab
    assert!(slot.finish()?.is_some_and(|cookies| cookies.is_empty()));
    let handed_out = written(&headers).ok_or("it was written")?;
    assert_eq!((site.user(&old), site.user(&handed_out)), (None, None));
    Ok(())
}

#[test]
fn what_a_second_session_of_the_request_handed_out_ends_with_its_logout() -> TestResult {
    let site = Site::new()?;
    let old = site.login(7)?;
    let slot = site.slot();
    slot.check_out([old.as_bytes()], None)?.destroy();
    let mut second = slot.check_out([old.as_bytes()], None)?;
    second.set_user(8);
    let handed_out = line(&mut second)?;
    second.destroy();
    assert!(slot.finish()?.is_some());
    assert_eq!((site.user(&old), site.user(&handed_out)), (None, None));
    Ok(())
}

/// Takes the text of a session that is lent, and panics while it has it.
fn taken_before_a_panic(
    slot: &SessionSlot<Account>,
    old: &str,
    change: fn(&mut Session<Account>),
) -> TestResult<String> {
    let mut taken = Err("nothing was taken".into());
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        let mut session = slot.check_out([old.as_bytes()], None).expect("nobody writes");
        change(&mut session);
        taken = line(&mut session);
        panic!("half way");
    }));
    assert!(panicked.is_err());
    taken
}

#[test]
fn what_a_reader_has_taken_ends_with_the_save_that_replaces_it() -> TestResult {
    let site = Site::new()?;
    let old = site.login(7)?;
    let slot = site.slot();
    slot.check_out([old.as_bytes()], None)?.renew();
    let mut reader = slot.check_out([old.as_bytes()], None)?;
    let taken = line(&mut reader)?;
    let by_layer = line_of(slot.finish()?.ok_or("it was asked for")?)?;
    drop(reader);
    assert_eq!([&old, &taken, &by_layer].map(|line| site.user(line)), [None, None, Some(7)]);
    Ok(())
}

#[test]
fn what_a_panicking_holder_has_taken_ends_with_the_next_save_or_logout() -> TestResult {
    let changes: [fn(&mut Session<Account>); 2] = [
        |session| _ = session.renew(),
        |session| {
            session.restart();
            session.set_user(7);
        },
    ];
    for change in changes {
        let site = Site::new()?;
        let old = site.login(7)?;
        let slot = site.slot();
        let taken = taken_before_a_panic(&slot, &old, change)?;
        slot.check_out([old.as_bytes()], None)?.set_note("later");
        let by_layer = line_of(slot.finish()?.ok_or("it was asked for")?)?;
        assert_eq!([&taken, &by_layer].map(|line| site.user(line)), [None, Some(7)]);

        let old = site.login(7)?;
        let slot = site.slot();
        let taken = taken_before_a_panic(&slot, &old, change)?;
        slot.check_out([old.as_bytes()], None)?.destroy();
        assert!(slot.finish()?.is_some());
        assert_eq!([&old, &taken].map(|line| site.user(line)), [None, None]);
    }
    Ok(())
}

/// The refresh gives way to the text in the response.
#[test]
fn what_a_panicking_holder_has_taken_lives_beside_a_refresh_that_nobody_asked_for() -> TestResult {
    let site = Site::new()?;
    let old = site.login(7)?;
    site.clock.advance(120);
    let refreshing =
        site.sessions.clone().configure(|config| config.refresh_after(Duration::from_secs(60)))?;
    let slot = SessionSlot::new(Arc::new(refreshing));
    let taken = taken_before_a_panic(&slot, &old, |session| _ = session.renew())?;
    let by_layer = slot.finish()?.ok_or("it was asked for")?;
    assert!(!by_layer.is_empty() && by_layer.gives_way());
    assert_eq!(site.user(&taken), Some(7));
    Ok(())
}

#[test]
fn what_is_taken_after_a_logout_of_another_holder_ends_with_it() -> TestResult {
    let site = Site::new()?;
    let old = site.login(7)?;
    let slot = site.slot();
    let [first, mut stale] =
        [slot.check_out([old.as_bytes()], None)?, slot.check_out([old.as_bytes()], None)?];
    first.destroy();
    stale.restart();
    stale.set_user(7);
    let taken = line(&mut stale)?;
    drop(stale);
    let _conflict = slot.finish();
    assert_eq!([&old, &taken].map(|line| site.user(line)), [None, None]);
    Ok(())
}

#[tokio::test]
async fn a_session_that_was_restarted_after_the_end_of_all_may_end_the_others() -> TestResult {
    let site = Site::new()?;
    let old = site.login(7)?;
    let mut session = site.load(&old);
    site.revocations.end_all(&7).await?;
    session.restart();
    session.set_user(7);
    site.revocations.end_others(&mut session).await?;
    let signed_in = line(&mut session)?;
    assert_eq!((site.user(&old), site.user(&signed_in)), (None, Some(7)));
    Ok(())
}

#[tokio::test]
async fn a_device_that_is_renewed_twice_in_a_request_stays_and_a_restart_drops_its_label() -> TestResult {
    let site = Site::with(Revocations::<Account>::devices)?;
    let mut session = site.stranger();
    session.set_user(7);
    session.renew().label("laptop");
    let kept = line(&mut session)?;
    let mut session = site.load(&kept);
    for _ in 0..2 {
        session.renew();
        line(&mut session)?;
    }
    assert_eq!(site.revocations.list(&7).await?.len(), 1);

    session.renew().label("not this one");
    session.restart();
    session.set_user(8);
    line(&mut session)?;
    assert!(site.revocations.list(&8).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_layer_leaves_out_what_a_handler_had_written_to_a_response_before_its_session_was_ended()
-> TestResult {
    let site = Site::new()?;
    for is_ended in [false, true] {
        let old = site.login(7)?;
        let id = site.load(&old).meta().id().ok_or("it has an id")?;
        let revocations = site.revocations.clone();
        let handler = service_fn(move |request: Request<()>| {
            let revocations = revocations.clone();
            async move {
                let mut session = request.session::<Account>()?;
                session.renew();
                let mut response = Response::new(());
                session.save(&mut response)?;
                if is_ended {
                    drop(revocations.end(id).await); // in another tab
                }
                Ok::<_, SessionError>(response)
            }
        });
        let layer = SessionLayer::from(site.sessions.clone()).layer(handler);
        let request = Request::builder().header("cookie", &old).body(())?;
        let response = layer.oneshot(request).await?;
        assert_eq!((response.status().as_u16(), written(response.headers()).is_none()), (200, is_ended));
        assert_eq!(site.user(&old), None);
    }
    Ok(())
}

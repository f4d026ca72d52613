//! Sessions that begin while others end.

use iron_session::{RevocationError, Session};

use super::{Account, Site, line};
use crate::common::TestResult;

#[tokio::test]
async fn a_login_without_renew_lives_although_the_visit_began_before_the_cut_off() -> TestResult {
    let site = Site::new()?;
    let mut visit = site.stranger();
    visit.set_note("in the shop");
    let anonymous = line(&mut visit)?;
    site.clock.advance(600);
    site.revocations.end_all(&7).await?;

    let mut session = site.load(&anonymous);
    session.set_user(7);
    let signed_in = line(&mut session)?;
    assert_eq!(site.user(&signed_in), Some(7));
    assert_eq!(site.load(&signed_in).note(), "in the shop");
    Ok(())
}

#[tokio::test]
async fn a_renewal_does_not_bring_back_what_was_ended_meanwhile() -> TestResult {
    let site = Site::new()?;
    let mine = site.login(7)?;
    let mut session = site.load(&mine); // a handler is at work, for example on a confirmed password
    site.revocations.end_all(&7).await?;
    session.renew();
    assert!(session.set_cookies()?.is_empty());
    let renewed = session.meta().id().ok_or("it was drawn")?;
    assert_eq!(site.user(&mine), None);
    assert_ne!(site.load(&mine).meta().id(), Some(renewed));

    let mine = site.login(7)?;
    let mut session = site.load(&mine);
    site.revocations.end(session.meta().id().ok_or("it has an id")?).await?;
    session.renew();
    assert!(session.set_cookies()?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_renewal_after_a_long_request_does_not_either() -> TestResult {
    let site = Site::new()?;
    let mine = site.login(7)?;
    let mut session = site.load(&mine);
    site.revocations.end_all(&7).await?;
    site.clock.advance(120); // longer than the cut-off lies ahead
    session.renew();
    assert!(session.set_cookies()?.is_empty());
    Ok(())
}

#[tokio::test]
async fn what_such_a_handler_had_handed_out_before_is_ended_too() -> TestResult {
    let site = Site::new()?;
    let mine = site.login(7)?;
    let mut session = site.load(&mine);
    session.renew();
    let handed_out = line(&mut session)?;
    site.revocations.end_all(&7).await?;
    session.set_note("later");
    assert!(session.set_cookies()?.is_empty());
    assert_eq!((site.user(&mine), site.user(&handed_out)), (None, None));
    Ok(())
}

type Begin = fn(&Site) -> TestResult<Session<Account>>;

/// A program may keep a session and save it again. Each way to begin one, and what may be done before the
/// second save.
#[tokio::test]
async fn a_second_save_does_not_bring_back_what_was_ended_after_the_first() -> TestResult {
    let begins: [Begin; 4] = [
        |site| Ok(site.stranger()),
        |site| Ok(site.load(&site.login(7)?)),
        |site| Ok(site.load(&site.login(8)?)),
        |site| {
            let mut session = site.load(&site.login(7)?);
            session.restart();
            Ok(session)
        },
    ];
    let changes: [fn(&mut Session<Account>); 4] = [
        |session| session.set_note("later"),
        |session| _ = session.renew(),
        |session| _ = session.renew().label("phone"),
        |_| (),
    ];
    for (begin, change) in begins.into_iter().flat_map(|begin| changes.map(|change| (begin, change))) {
        let site = Site::new()?;
        let mut session = begin(&site)?;
        session.renew();
        session.set_user(7);
        let first = line(&mut session)?;
        assert_eq!(site.user(&first), Some(7));
        site.revocations.end_all(&7).await?;
        change(&mut session);
        assert!(session.set_cookies()?.is_empty());
        assert_eq!(site.user(&first), None);
        let others = site.revocations.end_others(&mut session).await;
        assert!(matches!(others, Err(RevocationError::Ended)), "{others:?}");
        assert!(session.set_cookies()?.is_empty());
        assert_eq!(site.user(&first), None);
    }
    Ok(())
}

#[tokio::test]
async fn after_a_restart_it_may_begin_again() -> TestResult {
    let site = Site::new()?;
    let mut session = site.stranger();
    session.set_user(7);
    let first = line(&mut session)?;
    site.revocations.end_all(&7).await?;
    session.restart(); // the password was asked for again
    session.set_user(7);
    let second = line(&mut session)?;
    assert_eq!((site.user(&first), site.user(&second)), (None, Some(7)));
    Ok(())
}

#[tokio::test]
async fn a_login_that_ends_the_others_is_spared_however_often_it_is_saved() -> TestResult {
    let site = Site::new()?;
    let other = site.login(7)?;
    let mut session = site.stranger();
    session.set_user(7);
    let first = line(&mut session)?;
    site.revocations.end_others(&mut session).await?;
    for note in ["one", "two"] {
        session.set_note(note);
        let mine = line(&mut session)?;
        assert_eq!([&other, &first, &mine].map(|line| site.user(line)), [None, None, Some(7)], "{note}");
    }
    Ok(())
}

#[tokio::test]
async fn a_login_in_the_handler_that_ended_all_lives_after_restart() -> TestResult {
    let site = Site::new()?;
    for former in [None, Some(7), Some(8)] {
        let line_before = former.map_or_else(|| line(&mut site.stranger()), |user| site.login(user));
        let mut session = line_before.map_or_else(|_| site.stranger(), |line| site.load(&line));
        site.revocations.end_all(&7).await?; // a forgotten password was set anew
        session.restart();
        session.set_user(7);
        let signed_in = line(&mut session)?;
        assert_eq!(site.user(&signed_in), Some(7), "{former:?}");
    }
    Ok(())
}

#[tokio::test]
async fn another_user_of_the_same_browser_is_not_touched() -> TestResult {
    let site = Site::new()?;
    let mine = site.login(7)?;
    let mut session = site.load(&mine);
    site.revocations.end_all(&7).await?;
    session.set_user(8);
    let other = line(&mut session)?;
    assert_eq!((site.user(&mine), site.user(&other)), (None, Some(8)));
    Ok(())
}

/// L05
#[tokio::test]
async fn a_reader_that_answers_after_the_logout_does_not_revive_the_session() -> TestResult {
    let site = Site::new()?;
    let refreshing =
        site.sessions.clone().configure(|config| config.refresh_after(std::time::Duration::from_secs(60)))?;
    let mine = site.login(7)?;
    site.clock.advance(120);
    let mut reader = refreshing.load(&crate::common::cookies([&mine])); // a poll, on its way
    site.load(&mine).destroy().save(&mut http::HeaderMap::new())?;
    let revived = line(&mut reader)?; // its answer comes last, with a refresh
    assert_eq!(site.user(&revived), None);
    Ok(())
}

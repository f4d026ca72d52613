//! Load and save by hand, and what is wrong at the start.

use std::time::Duration;

use iron_session::{ConfigError, Error, IronSession, RevocationError, Revocations, SessionManager};

use super::{Account, DAY, Site};
use crate::common::{TestResult, cookies, keys};

#[tokio::test]
async fn with_revocations_in_memory_the_checked_calls_are_the_others() -> TestResult {
    let site = Site::new()?;
    let line = site.login(7)?;
    let mut session = site.sessions.load_checked(&cookies([&line])).await?;
    assert_eq!(session.user(), Some(7));
    session.renew();
    let mut response = http::HeaderMap::new();
    session.save_checked(&mut response).await?;
    assert!(response.contains_key("set-cookie"));
    assert_eq!(site.user(&line), None);

    let line = site.login(7)?;
    let session = site.sessions.load_checked(&cookies([&line])).await?;
    session.destroy().save_checked(&mut response).await?;
    assert_eq!(site.user(&line), None);
    Ok(())
}

#[tokio::test]
async fn revocations_in_memory_that_no_manager_has_end_nothing_and_say_so() -> TestResult {
    let site = Site::new()?;
    let mine = site.login(7)?;
    let other = site.revocations.clone().group("changed after it was given to the manager");
    for unused in [Revocations::<Account>::in_memory(Duration::from_secs(DAY)), other] {
        assert!(matches!(unused.end_all(&7).await, Err(RevocationError::NotInUse)));
        assert!(matches!(unused.end([0; 16]).await, Err(RevocationError::NotInUse)));
        let ended = unused.end_others(&mut site.load(&mine)).await;
        assert!(matches!(ended, Err(RevocationError::NotInUse)));
    }
    assert_eq!(site.user(&mine), Some(7));
    Ok(())
}

#[test]
fn revocations_that_forget_too_early_are_refused_at_the_start() {
    #[derive(IronSession)]
    #[iron(id, subject = user, absolute_timeout = "never")]
    struct Endless {
        user: Option<u32>,
    }

    let config = |error: Error| match error {
        Error::Config(error) => error,
        other => panic!("{other}"),
    };
    let endless = SessionManager::<Endless>::new(keys());
    let refused = endless.revocations(&Revocations::in_memory(Duration::from_secs(4000 * DAY)));
    assert_eq!(refused.err().map(config), Some(ConfigError::KeepFor));

    let short = Revocations::<Account>::in_memory(Duration::from_secs(DAY - 1));
    let refused = SessionManager::new(keys()).revocations(&short);
    assert_eq!(refused.err().map(config), Some(ConfigError::KeepFor));

    let enough =
        SessionManager::new(keys()).revocations(&Revocations::<Account>::in_memory(Duration::from_secs(DAY)));
    let later = |sessions: SessionManager<Account>| {
        sessions.configure(|config| config.absolute_timeout(Duration::from_secs(DAY + 1)))
    };
    assert_eq!(enough.and_then(later).err().map(config), Some(ConfigError::KeepFor));

    let enough =
        SessionManager::new(keys()).revocations(&Revocations::<Account>::in_memory(Duration::from_secs(DAY)));
    let without_id = |sessions: SessionManager<Account>| sessions.configure(|config| config.id(false));
    assert_eq!(enough.and_then(without_id).err().map(config), Some(ConfigError::RevocationsWithoutId));
}

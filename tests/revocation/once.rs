//! Tokens that work once.

use std::time::Duration;

use iron_session::{IronToken, OnceError, Rejection, TokenManager};

use super::{SharedClock, Site};
use crate::common::{NOW, TestResult, at, keys};

#[derive(IronToken, Debug)]
#[iron(purpose = "invitation", max_age = "15m")]
struct Invitation {
    email: String,
}

fn invitations(clock: &SharedClock) -> TokenManager<Invitation> {
    let clock = clock.clone();
    TokenManager::new(keys()).clock(move || at(clock.secs()))
}

#[tokio::test]
async fn a_token_opens_once() -> TestResult {
    let site = Site::new()?;
    let tokens = invitations(&site.clock);
    let [first, second] = ["ada", "bob"].map(|email| tokens.seal(&Invitation { email: email.to_owned() }));
    let (first, second) = (first?.text, second?.text);
    assert_eq!(tokens.open_once(&first, &site.revocations).await?.token.email, "ada");
    assert!(matches!(tokens.open_once(&first, &site.revocations).await, Err(OnceError::Used)));
    assert_eq!(tokens.open_once(&second, &site.revocations).await?.token.email, "bob");
    Ok(())
}

#[tokio::test]
async fn a_text_that_does_not_open_uses_nothing_up() -> TestResult {
    let site = Site::new()?;
    let tokens = invitations(&site.clock);
    let text = tokens.seal_bound(&Invitation { email: String::new() }, "here")?.text;
    let there = tokens.open_bound_once(&text, "there", &site.revocations).await;
    assert!(matches!(there, Err(OnceError::Rejected(Rejection::Forged))));
    assert!(tokens.open_bound_once(&text, "here", &site.revocations).await.is_ok());
    Ok(())
}

#[tokio::test]
async fn it_is_remembered_until_the_token_ends() -> TestResult {
    let site = Site::new()?;
    let tokens = invitations(&site.clock);
    let text = tokens.seal(&Invitation { email: String::new() })?.text;
    tokens.open_once(&text, &site.revocations).await?;
    site.clock.advance(Duration::from_secs(15 * 60 - 1).as_secs());
    assert!(matches!(tokens.open_once(&text, &site.revocations).await, Err(OnceError::Used)));
    site.clock.advance(1);
    let expired = tokens.open_once(&text, &site.revocations).await;
    assert!(matches!(expired, Err(OnceError::Rejected(Rejection::Expired))));
    assert_eq!(site.clock.secs(), NOW + 15 * 60);
    Ok(())
}

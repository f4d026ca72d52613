//! The example `remember_me`, when the browser closes and starts again.

use super::chromium::DESKTOP;
use super::visit::{Outcome, Visit};

#[tokio::test]
async fn a_restart_keeps_those_who_asked_to_be_remembered_and_forgets_the_others() -> Outcome {
    let mut visit = Visit::begin("remember_me", DESKTOP).await;
    visit.open("localhost").await?;
    visit.client.find(fantoccini::Locator::Id("remember")).await?.click().await?;
    visit.login_here("Ada").await?;
    visit.login("127.0.0.1", "Bob").await?;

    visit.client.refresh().await?;
    assert_eq!(visit.text("#who").await?, "Bob", "both are signed in while the browser runs");
    visit.restart_browser().await?;
    visit.open("localhost").await?;
    assert_eq!(visit.text("#who").await?, "Ada");
    visit.open("127.0.0.1").await?;
    assert!(!visit.sees("#who").await? && visit.sees("#name").await?);
    Ok(())
}

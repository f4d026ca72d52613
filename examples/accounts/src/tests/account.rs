//! The confirmation of the password, the change of it, and the end of an account.

use std::time::Duration;

use axum::http::StatusCode;
use iron_session::Session;

use super::Outcome;
use super::browser::{PASSWORD, Site};
use crate::session::SessionData;

#[tokio::test]
async fn a_confirmation_counts_for_ten_minutes() -> Outcome {
    let site = Site::open()?;
    let mut ada = site.registered("ada").await?;
    assert_eq!(ada.get("/delete").await?.location(), Some("/confirm?next=/delete"));
    let wrong = ada.post("/confirm?next=/delete", &[("password", "not the password")]).await?;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(ada.get("/delete").await?.status, StatusCode::SEE_OTHER);

    let right = ada.post("/confirm?next=/delete", &[("password", PASSWORD)]).await?;
    assert_eq!(right.location(), Some("/delete"));
    site.clock.advance(Duration::from_secs(599));
    assert_eq!(ada.get("/delete").await?.status, StatusCode::OK);
    site.clock.advance(Duration::from_secs(1));
    assert_eq!(ada.get("/delete").await?.location(), Some("/confirm?next=/delete"));
    assert_eq!(ada.post("/delete", &[]).await?.location(), Some("/confirm"));
    Ok(())
}

#[tokio::test]
async fn only_the_new_password_counts_after_a_change() -> Outcome {
    const NEW: &str = "another horse altogether";
    let site = Site::open()?;
    let mut ada = site.registered("ada").await?;
    let form = |current, new| [("current", current), ("new", new)];
    let refused = ada.post("/password", &form("not the password", NEW)).await?;
    assert!(refused.page.contains("The current password is wrong."));
    let refused = ada.post("/password", &form(PASSWORD, "short")).await?;
    assert!(refused.page.contains("10 to 200 characters"));

    assert_eq!(ada.post("/password", &form(PASSWORD, NEW)).await?.location(), Some("/"));
    for (password, status) in [(PASSWORD, StatusCode::UNPROCESSABLE_ENTITY), (NEW, StatusCode::SEE_OTHER)] {
        let form = [("email", "ada@shop.example"), ("password", password)];
        assert_eq!(site.browser().post("/sign-in", &form).await?.status, status);
    }
    Ok(())
}

#[tokio::test]
async fn a_deleted_account_is_gone() -> Outcome {
    let site = Site::open()?;
    site.registered("ada").await?;
    let mut bob = site.registered("bob").await?;
    let mut bob_there = site.signed_in("bob").await?;
    bob.post("/confirm", &[("password", PASSWORD)]).await?;
    assert_eq!(bob.post("/delete", &[]).await?.location(), Some("/"));
    assert!(!bob.is_signed_in().await? && !bob_there.is_signed_in().await?);
    let form = [("email", "bob@shop.example"), ("password", PASSWORD)];
    assert_eq!(site.browser().post("/sign-in", &form).await?.status, StatusCode::UNPROCESSABLE_ENTITY);
    Ok(())
}

#[tokio::test]
async fn a_sign_out_removes_the_cookie() -> Outcome {
    let site = Site::open()?;
    let mut ada = site.registered("ada").await?;
    let answer = ada.post("/sign-out", &[]).await?;
    assert!(iron_session::testing::removed::<SessionData>(&answer.headers, &site.keys));
    assert!(!ada.is_signed_in().await?);
    Ok(())
}

#[tokio::test]
async fn a_session_of_a_user_who_is_not_in_the_database_is_nobodys() -> Outcome {
    let site = Site::open()?;
    site.registered("ada").await?;
    let mut stale = site.browser();
    stale.jar.begin("/", &site.keys, |session: &mut Session<SessionData>| session.set_user_id(1));
    assert!(stale.get("/").await?.page.contains("This account is gone"));
    let confirmed = stale.post("/confirm", &[("password", PASSWORD)]).await?;
    assert_eq!(confirmed.status, StatusCode::UNPROCESSABLE_ENTITY);
    stale.post("/sign-out", &[]).await?;
    assert_eq!(stale.get("/").await?.status, StatusCode::OK);
    Ok(())
}

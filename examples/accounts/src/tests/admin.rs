//! Roles.

use axum::http::StatusCode;

use super::Outcome;
use super::browser::{Browser, PASSWORD, Site};

/// The path of the page on which the role of the user changes, from the list of users.
async fn role_page(admin: &mut Browser, name: &str) -> Result<String, Box<dyn std::error::Error>> {
    let list = admin.get("/admin").await?;
    let row = list.between(&format!("<bdi>{name}</bdi>"), "</li>").unwrap_or_default();
    let id = row.split_once("/admin/users/").and_then(|(_, rest)| rest.split('"').next());
    Ok(format!("/admin/users/{}", id.ok_or("the user is in the list")?))
}

#[tokio::test]
async fn whoever_registers_first_is_the_administrator() -> Outcome {
    let site = Site::open()?;
    let (mut ada, mut bob) = (site.registered("ada").await?, site.registered("bob").await?);
    assert_eq!(ada.get("/").await?.between("id=\"role\">", "<"), Some("administrator"));
    assert_eq!(bob.get("/").await?.between("id=\"role\">", "<"), Some("member"));
    Ok(())
}

#[tokio::test]
async fn members_get_a_page_with_a_403_and_strangers_the_sign_in() -> Outcome {
    let site = Site::open()?;
    site.registered("ada").await?;
    let answer = site.registered("bob").await?.get("/admin").await?;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.page.contains("This is not for you") && answer.page.contains("/style.css"));
    assert_eq!(answer.headers["content-type"], "text/html; charset=utf-8");
    assert_eq!(site.browser().get("/admin").await?.location(), Some("/sign-in?next=/admin"));
    Ok(())
}

#[tokio::test]
async fn a_change_of_role_asks_for_the_password() -> Outcome {
    let site = Site::open()?;
    let mut ada = site.registered("ada").await?;
    let mut bob = site.registered("bob").await?;
    let path = role_page(&mut ada, "bob").await?;
    let confirm = ada.get(&path).await?.location().unwrap_or_default().to_owned();
    assert_eq!(confirm, format!("/confirm?next={path}"));
    let unconfirmed = ada.post(&path, &[("role", "administrator")]).await?;
    assert_eq!(unconfirmed.location(), Some("/confirm"));

    assert_eq!(ada.post(&confirm, &[("password", PASSWORD)]).await?.location(), Some(&*path));
    assert!(ada.get(&path).await?.page.contains("Make an administrator?"));
    ada.post(&path, &[("role", "administrator")]).await?;
    assert!(!bob.is_signed_in().await?, "the old role was sealed in that session");
    let mut bob = site.signed_in("bob").await?;
    assert_eq!(bob.get("/admin").await?.status, StatusCode::OK);
    Ok(())
}

#[tokio::test]
async fn a_member_cannot_change_a_role_by_the_address_alone() -> Outcome {
    let site = Site::open()?;
    let mut ada = site.registered("ada").await?;
    let mut bob = site.registered("bob").await?;
    let path = role_page(&mut ada, "bob").await?;
    bob.post("/confirm", &[("password", PASSWORD)]).await?;
    let answer = bob.post(&path, &[("role", "administrator")]).await?;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(!ada.get("/admin").await?.page.contains("bob</bdi></b> <span class=\"badge\">"));
    Ok(())
}

#[tokio::test]
async fn the_last_administrator_stays_one() -> Outcome {
    let site = Site::open()?;
    let mut ada = site.registered("ada").await?;
    site.registered("bob").await?;
    ada.post("/confirm", &[("password", PASSWORD)]).await?;
    let path = role_page(&mut ada, "ada").await?;
    ada.post(&path, &[("role", "member")]).await?;
    assert!(ada.get("/admin").await?.page.contains("somebody has to be administrator"));
    ada.post("/delete", &[]).await?;
    assert!(ada.get("/").await?.page.contains("You are the last administrator."));
    Ok(())
}

//! Sign-in by a link in a mail.

use std::error::Error;
use std::time::Duration;

use axum::http::StatusCode;

use super::Outcome;
use super::browser::{Browser, Site};

/// The token in the mail that the page shows.
async fn token(browser: &mut Browser, email: &str) -> Result<Option<String>, Box<dyn Error>> {
    let answer = browser.post("/link/ask", &[("email", email)]).await?;
    Ok(answer.between("/link?token=", "\"").map(str::to_owned))
}

#[tokio::test]
async fn a_link_signs_in_by_its_button_alone() -> Outcome {
    let site = Site::open()?;
    site.registered("ada").await?;
    let mut ada = site.browser();
    let token = token(&mut ada, "ada@shop.example").await?.ok_or("a link")?;
    let page = ada.get(&format!("/link?token={token}")).await?;
    assert_eq!(page.between("id=\"who\">", "<"), Some("ada"));
    assert!(!ada.is_signed_in().await?, "a mail scanner follows the link as well");

    assert_eq!(ada.post("/link", &[("token", &token)]).await?.location(), Some("/"));
    assert_eq!(ada.get("/").await?.between("id=\"who\">", "<"), Some("ada"));
    Ok(())
}

#[tokio::test]
async fn a_link_signs_in_once_in_any_browser() -> Outcome {
    let site = Site::open()?;
    site.registered("ada").await?;
    let mut desktop = site.browser();
    let token = token(&mut desktop, "ada@shop.example").await?.ok_or("a link")?;
    let mut phone = site.browser();
    assert_eq!(phone.post("/link", &[("token", &token)]).await?.location(), Some("/"));
    assert!(phone.is_signed_in().await?);
    for browser in [&mut desktop, &mut site.browser()] {
        let answer = browser.post("/link", &[("token", &token)]).await?;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert!(!browser.is_signed_in().await?);
    }
    Ok(())
}

#[tokio::test]
async fn a_link_ends_after_15_minutes() -> Outcome {
    let site = Site::open()?;
    site.registered("ada").await?;
    let mut ada = site.browser();
    let token = token(&mut ada, "ada@shop.example").await?.ok_or("a link")?;
    site.clock.advance(Duration::from_secs(15 * 60 - 1));
    assert_eq!(ada.get(&format!("/link?token={token}")).await?.status, StatusCode::OK);
    site.clock.advance(Duration::from_secs(1));
    assert_eq!(ada.get(&format!("/link?token={token}")).await?.status, StatusCode::BAD_REQUEST);
    assert_eq!(ada.post("/link", &[("token", &token)]).await?.status, StatusCode::BAD_REQUEST);
    assert!(!ada.is_signed_in().await?);
    Ok(())
}

#[tokio::test]
async fn an_address_without_an_account_gets_a_mail_without_a_link() -> Outcome {
    let site = Site::open()?;
    let answer = site.browser().post("/link/ask", &[("email", "eve@shop.example")]).await?;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(
        answer.page.contains("There is no account with this address.") && !answer.page.contains("token=")
    );
    Ok(())
}

#[tokio::test]
async fn a_cookie_is_no_link_and_a_text_of_another_kind_neither() -> Outcome {
    let site = Site::open()?;
    let mut ada = site.registered("ada").await?;
    let cookie = ada.jar.get("__Host-accounts").ok_or("a cookie")?.value.clone();
    for token in [&*cookie, "", "nonsense", "<script>"] {
        let answer = ada.post("/link", &[("token", token)]).await?;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{token}");
        assert!(!answer.page.contains("<script>"));
    }
    Ok(())
}

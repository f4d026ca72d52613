//! Registration, passwords, "remember me", and where a sign-in leads.

use std::time::Duration;

use axum::http::StatusCode;

use super::Outcome;
use super::browser::{PASSWORD, Site};

const SECOND: Duration = Duration::from_secs(1);

/// All seconds of so many days, but the last one.
const fn almost(days: u64) -> Duration {
    Duration::from_secs(days * 24 * 60 * 60 - 1)
}

#[tokio::test]
async fn a_registration_signs_in_and_greets_once() -> Outcome {
    let site = Site::open()?;
    let mut ada = site.registered("ada").await?;
    let home = ada.get("/").await?;
    assert_eq!(home.between("id=\"who\">", "<"), Some("ada"));
    assert!(home.page.contains("Welcome!"));
    assert!(!ada.get("/").await?.page.contains("Welcome!"));
    Ok(())
}

#[tokio::test]
async fn a_registration_that_is_refused_keeps_what_was_typed() -> Outcome {
    let site = Site::open()?;
    let mut browser = site.browser();
    for (email, password, why) in [
        ("ada@shop.example", "short", "10 to 200 characters"),
        ("ada", PASSWORD, "An address has an @"),
        ("ada @shop.example", PASSWORD, "no spaces"),
    ] {
        let form = [("name", "ada"), ("email", email), ("password", password)];
        let answer = browser.post("/register", &form).await?;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.page.contains(why) && answer.page.contains(&format!("value=\"{email}\"")));
        assert!(!answer.page.contains(password));
    }
    assert!(!browser.is_signed_in().await?);
    Ok(())
}

#[tokio::test]
async fn an_address_is_registered_once_in_any_letter_case() -> Outcome {
    let site = Site::open()?;
    site.registered("ada").await?;
    let again = [("name", "Eve"), ("email", " ADA@shop.example "), ("password", PASSWORD)];
    let answer = site.browser().post("/register", &again).await?;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.page.contains("There is an account with this address."));
    Ok(())
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_get_the_same_page() -> Outcome {
    let site = Site::open()?;
    site.registered("ada").await?;
    let mut pages = Vec::new();
    for email in ["ada@shop.example", "eve@shop.example"] {
        let form = [("email", email), ("password", "not the password")];
        let answer = site.browser().post("/sign-in", &form).await?;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.headers.get("set-cookie").is_none());
        pages.push(answer.page.replace(email, ""));
    }
    assert_eq!(pages[0], pages[1]);
    Ok(())
}

#[tokio::test]
async fn remember_me_keeps_the_cookie_for_a_month() -> Outcome {
    let site = Site::open()?;
    site.registered("ada").await?;
    let form = [("email", "ada@shop.example"), ("password", PASSWORD), ("remember", "on")];
    let mut ada = site.browser();
    let answer = ada.post("/sign-in", &form).await?;
    let cookie = answer.headers["set-cookie"].to_str()?;
    for attribute in ["__Host-accounts=", "; Max-Age=2592000", "; Path=/", "; HttpOnly", "; Secure"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    assert!(cookie.contains("; SameSite=Lax") && !cookie.contains("Domain"), "{cookie}");
    ada.jar.close();
    assert_eq!(ada.get("/").await?.between("id=\"closing\">", "<"), Some("kept"));
    site.clock.advance(almost(30));
    assert!(ada.is_signed_in().await?);
    site.clock.advance(SECOND);
    assert!(!ada.is_signed_in().await?);
    Ok(())
}

#[tokio::test]
async fn without_it_the_session_ends_with_the_browser_or_a_day_after_the_last_change() -> Outcome {
    let site = Site::open()?;
    site.registered("ada").await?;
    let mut ada = site.signed_in("ada").await?;
    let mut closed = site.signed_in("ada").await?;
    closed.jar.close();
    assert!(!closed.is_signed_in().await?);
    ada.get("/").await?; // shows the notice, and so changes the session
    site.clock.advance(almost(1));
    assert!(ada.is_signed_in().await?);
    site.clock.advance(SECOND);
    assert!(!ada.is_signed_in().await?);
    Ok(())
}

#[tokio::test]
async fn a_sign_in_leads_back_to_the_page_that_was_wanted() -> Outcome {
    let site = Site::open()?;
    site.registered("ada").await?;
    let mut ada = site.browser();
    let login = ada.get("/admin?page=2").await?.location().map(str::to_owned);
    assert_eq!(login.as_deref(), Some("/sign-in?next=/admin%3Fpage%3D2"));
    let form = [("email", "ada@shop.example"), ("password", PASSWORD)];
    let answer = ada.post(&login.unwrap_or_default(), &form).await?;
    assert_eq!(answer.location(), Some("/admin?page=2"));
    Ok(())
}

#[tokio::test]
async fn nothing_of_the_user_before_is_kept() -> Outcome {
    let site = Site::open()?;
    site.registered("ada").await?;
    site.registered("bob").await?;
    let mut browser = site.signed_in("ada").await?;
    browser.post("/confirm", &[("password", PASSWORD)]).await?;
    assert_eq!(browser.get("/").await?.between("id=\"confirmed\">", "<"), Some("recently"));
    browser.post("/sign-in", &[("email", "bob@shop.example"), ("password", PASSWORD)]).await?;
    let home = browser.get("/").await?;
    assert_eq!(home.between("id=\"who\">", "<"), Some("bob"));
    assert_eq!(home.between("id=\"confirmed\">", "<"), Some("no"));
    assert_eq!(browser.get("/admin").await?.status, StatusCode::FORBIDDEN);
    Ok(())
}

//! The example `login`.

use super::chromium::DESKTOP;
use super::visit::{Outcome, Visit};

const COOKIE: &str = "__Host-login";

#[tokio::test]
async fn the_cookie_is_kept_as_configured() -> Outcome {
    let visit = Visit::begin("login", DESKTOP).await;
    visit.login("127.0.0.1", "Ada").await?;
    let cookie = visit.client.get_named_cookie(COOKIE).await?;
    assert_eq!((cookie.http_only(), cookie.secure()), (Some(true), Some(true)));
    assert_eq!(cookie.same_site().map(|rule| rule.to_string()).as_deref(), Some("Lax"));
    assert_eq!((cookie.path(), cookie.domain()), (Some("/"), Some("127.0.0.1")));
    assert_eq!(visit.text("#cookie").await?, format!("{COOKIE}={}", cookie.value()));
    Ok(())
}

#[tokio::test]
async fn scripts_do_not_see_the_cookie() -> Outcome {
    let visit = Visit::begin("login", DESKTOP).await;
    visit.login("127.0.0.1", "Ada").await?;
    assert_eq!(visit.run("return document.cookie").await?, "");
    Ok(())
}

#[tokio::test]
async fn a_subdomain_does_not_get_the_cookie() -> Outcome {
    let visit = Visit::begin("login", DESKTOP).await;
    visit.login("localhost", "Ada").await?;
    visit.open("below.localhost").await?;
    assert_eq!(visit.text("h1").await?, "Who are you?");
    visit.open("localhost").await?;
    assert_eq!(visit.text("#who").await?, "Ada");
    Ok(())
}

#[tokio::test]
async fn a_login_survives_a_reload_and_ends_with_a_sign_out() -> Outcome {
    let visit = Visit::begin("login", DESKTOP).await;
    visit.login("127.0.0.1", "Ada <b>").await?;
    assert!(visit.text(".notice").await?.starts_with("Welcome, Ada <b>."));
    visit.client.refresh().await?;
    assert_eq!(
        (visit.text("#who").await?, visit.text("#visits").await?),
        ("Ada <b>".to_owned(), "2".to_owned())
    );
    assert!(!visit.sees(".notice").await?);

    visit.press(".quiet", "#name").await?;
    assert_eq!(visit.text("h1").await?, "Who are you?");
    assert!(visit.client.get_all_cookies().await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_theme_persists() -> Outcome {
    let visit = Visit::begin("login", DESKTOP).await;
    let background = "return getComputedStyle(document.body).backgroundColor";
    visit.open("127.0.0.1").await?;
    let by_day = visit.run(background).await?;
    visit.press(".theme [value=dark]", "[data-theme=dark]").await?;
    let by_night = visit.run(background).await?;
    assert_ne!(by_day, by_night);
    visit.client.refresh().await?;
    assert_eq!(visit.run(background).await?, by_night);
    visit.press(".theme [value=light]", "[data-theme=light]").await?;
    assert_eq!(visit.run(background).await?, by_day);
    Ok(())
}

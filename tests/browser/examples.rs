//! What only a browser shows about the other examples.

use super::chromium::DESKTOP;
use super::visit::{Outcome, Visit};

const HOST: &str = "127.0.0.1";

#[tokio::test]
async fn a_protected_page_is_reached_through_the_login() -> Outcome {
    let visit = Visit::begin("protected", DESKTOP).await;
    visit.open_path(HOST, "/orders/7").await?;
    assert_eq!(visit.text("h1").await?, "Sign in");
    visit.login_here("Ada").await?;
    assert_eq!(visit.text("h1").await?, "Order 7");
    Ok(())
}

#[tokio::test]
async fn a_logout_in_one_tab_is_seen_in_the_other() -> Outcome {
    let visit = Visit::begin("json", DESKTOP).await;
    visit.open(HOST).await?;
    let first = visit.client.window().await?;
    visit.see("form:not([hidden])").await?;
    visit.write("#name", "Ada").await?;
    visit.press(".sign-in button", ".row:not([hidden])").await?;

    visit.open_tab().await?;
    visit.open(HOST).await?;
    visit.see(".row:not([hidden])").await?;
    assert_eq!(visit.text("#who").await?, "Hello, Ada");
    visit.press("#logout", "form:not([hidden])").await?;

    visit.client.switch_to_window(first).await?;
    visit.see("form:not([hidden])").await?; // the page polls; nobody has reloaded it
    assert_eq!(visit.text("#who").await?, "Nobody is signed in");
    Ok(())
}

#[tokio::test]
async fn a_user_and_an_administrator_are_signed_in_side_by_side() -> Outcome {
    let visit = Visit::begin("two_sessions", DESKTOP).await;
    visit.open(HOST).await?;
    visit.write("#user-name", "Ada").await?;
    visit.press("[action='/user/login'] button", "#user").await?;
    visit.write("#admin-name", "root").await?;
    visit.press("[action='/admin/login'] button", "#admin").await?;
    assert_eq!((visit.text("#user").await?, visit.text("#admin").await?), ("Ada".into(), "root".into()));
    // The third cookie is the marker of the administrator's session, which is strict.
    assert_eq!(visit.client.get_all_cookies().await?.len(), 3);

    visit.press("[action='/user/logout'] button", "#user-name").await?;
    assert_eq!(visit.text("#admin").await?, "root");
    Ok(())
}

#[tokio::test]
async fn a_domain_below_localhost_is_shared_with_its_subdomains() -> Outcome {
    let visit = Visit::begin("tenants", DESKTOP).await;
    visit.login("shop.localhost", "Ada").await?;
    let cookie = visit.client.get_named_cookie("__Secure-tenant").await?;
    assert_eq!(cookie.domain(), Some("shop.localhost"));
    visit.open("my.shop.localhost").await?;
    assert_eq!(visit.text("#who").await?, "Ada");
    visit.open("blog.localhost").await?;
    assert!(!visit.sees("#who").await?);
    assert!(visit.client.get_all_cookies().await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_provider_leads_back_to_the_page_that_was_wanted() -> Outcome {
    let visit = Visit::begin("oauth", DESKTOP).await;
    visit.open(HOST).await?;
    visit.press("[value='/report']", "#name").await?;
    visit.login_here("Ada").await?;
    assert!(visit.text("h1").await?.starts_with("A report for Ada"));
    let cookies = visit.client.get_all_cookies().await?;
    assert_eq!((cookies.len(), cookies[0].name()), (1, "__Host-app"), "the flow is over");
    Ok(())
}

#[tokio::test]
async fn a_form_of_another_site_signs_in() -> Outcome {
    let visit = Visit::begin("oauth", DESKTOP).await;
    visit.open(HOST).await?;
    visit.press("[action='/login/posted'] button", "#name").await?;
    assert_eq!(
        visit.client.current_url().await?.host_str(),
        Some("localhost"),
        "another site than 127.0.0.1"
    );
    visit.write("#name", "Ada").await?;
    visit.press(".fields button", "#who").await?;
    assert!(visit.text("h1").await?.starts_with("A report for Ada"));
    let cookies = visit.client.get_all_cookies().await?;
    assert_eq!((cookies.len(), cookies[0].name()), (1, "__Host-app"), "the flow is over");
    Ok(())
}

#[tokio::test]
async fn an_administrator_acts_as_a_user_and_comes_back() -> Outcome {
    let visit = Visit::begin("sign_in_as", DESKTOP).await;
    visit.open(HOST).await?;
    visit.press("[value=Ada]", "[action='/act-as']").await?;
    visit.press("[action='/act-as'] [value=Grace]", ".banner").await?;
    assert_eq!((visit.text("#who").await?, visit.text("#real").await?), ("Grace".into(), "Ada".into()));
    visit.press(".banner button", "[action='/act-as']").await?;
    assert_eq!(visit.text("#who").await?, "Ada");
    Ok(())
}

#[tokio::test]
async fn a_link_in_a_mail_signs_in_once() -> Outcome {
    let visit = Visit::begin("magic_link", DESKTOP).await;
    visit.open(HOST).await?;
    visit.write("#email", "ada@shop.example").await?;
    visit.press(".sign-in button", "#mail a").await?;
    visit.press("#mail a", "[name=link]").await?;
    let link = visit.client.current_url().await?;
    visit.press("[name=link]", "[action='/logout']").await?;
    assert_eq!(visit.text("#who").await?, "ada@shop.example");

    visit.client.goto(link.as_str()).await?;
    assert_eq!(visit.text("h1").await?, "That did not work");
    visit.open(HOST).await?;
    assert_eq!(visit.text("#who").await?, "ada@shop.example");
    Ok(())
}

#[tokio::test]
async fn a_websocket_knows_its_user() -> Outcome {
    let visit = Visit::begin("websocket", DESKTOP).await;
    visit.login(HOST, "Ada").await?;
    visit.see("#log li").await?;
    assert_eq!(visit.text("#log").await?, "Ada: here I am");
    Ok(())
}

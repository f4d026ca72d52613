//! How the pages look: pictures for people, and checks for what a program can see.

use super::chromium::{DESKTOP, PHONE, PHONE_AT_NIGHT, Screen};
use super::passkey;
use super::visit::{Outcome, Visit};

const HOST: &str = "127.0.0.1";

#[tokio::test]
async fn pages_fit_a_phone() -> Outcome {
    fit("phone-light", PHONE).await
}

#[tokio::test]
async fn pages_fit_a_phone_at_night() -> Outcome {
    fit("phone-dark", PHONE_AT_NIGHT).await
}

#[tokio::test]
async fn pages_fit_a_desktop() -> Outcome {
    fit("desktop", DESKTOP).await
}

async fn fit(screen_name: &str, screen: Screen) -> Outcome {
    let mut visit = Visit::begin("login", screen).await;
    let name = |page: &str| format!("{page}-{screen_name}");
    logins(&mut visit, &name).await?;
    widest(&mut visit, &name).await?;
    scripts(&mut visit, &name).await?;
    journeys(&mut visit, &name).await
}

/// The pages that a stranger sees, and those after signing in.
async fn logins(visit: &mut Visit, name: &impl Fn(&str) -> String) -> Outcome {
    for (example, host) in [
        ("quickstart", HOST),
        ("login", HOST),
        ("form", HOST),
        ("remember_me", HOST),
        ("tenants", "shop.localhost"),
    ] {
        visit.turn_to(example);
        visit.open(host).await?;
        visit.picture(&name(&format!("{example}-stranger"))).await?;
        visit.login(host, "Ada Lovelace").await?;
        visit.picture(&name(example)).await?;
    }
    visit.open(HOST).await?;
    visit.picture(&name("tenants-directory")).await
}

/// Pages with the longest name that a visitor can have.
async fn widest(visit: &mut Visit, name: &impl Fn(&str) -> String) -> Outcome {
    for example in ["login", "form", "two_sessions"] {
        visit.turn_to(example);
        visit.open(HOST).await?;
        let field = if example == "two_sessions" { "#user-name" } else { "#name" };
        visit.write(field, &"W".repeat(60)).await?;
        visit.press("main form .button", "#who, #user").await?;
        visit.picture(&name(&format!("{example}-long-name"))).await?;
    }
    Ok(())
}

async fn scripts(visit: &mut Visit, name: &impl Fn(&str) -> String) -> Outcome {
    visit.turn_to("json");
    visit.open(HOST).await?;
    visit.see("form:not([hidden])").await?;
    visit.picture(&name("json-stranger")).await?;
    visit.write("#name", "Ada Lovelace").await?;
    visit.press(".sign-in button", ".row:not([hidden])").await?;
    visit.picture(&name("json")).await?;

    visit.turn_to("websocket");
    visit.login(HOST, "Ada Lovelace").await?;
    visit.see("#log li").await?;
    visit.picture(&name("websocket")).await
}

/// Pages of examples in which one page leads to another.
async fn journeys(visit: &mut Visit, name: &impl Fn(&str) -> String) -> Outcome {
    visit.turn_to("protected");
    visit.open_path(HOST, "/orders").await?;
    visit.picture(&name("protected-stranger")).await?;
    visit.write("#name", "Ada Lovelace").await?;
    visit.press(".sign-in button", "[href='/orders/7']").await?;
    visit.picture(&name("protected")).await?;

    visit.turn_to("oauth");
    visit.open(HOST).await?;
    visit.picture(&name("oauth-stranger")).await?;
    visit.press("[value='/report']", "#name").await?;
    visit.picture(&name("oauth-provider")).await?;
    visit.write("#name", "Ada Lovelace").await?;
    visit.press(".fields button", "#who").await?;
    visit.picture(&name("oauth")).await?;

    visit.turn_to("passkey");
    visit.open("localhost").await?;
    visit.picture(&name("passkey-stranger")).await?;
    passkey::add_authenticator(visit).await?;
    visit.write("#name", "Ada Lovelace").await?;
    visit.press("#register button", "#who").await?;
    visit.picture(&name("passkey")).await?;

    visit.turn_to("sign_in_as");
    visit.open(HOST).await?;
    visit.picture(&name("sign_in_as-stranger")).await?;
    visit.press("[value=Ada]", "[action='/act-as']").await?;
    visit.picture(&name("sign_in_as")).await?;
    visit.press("[action='/act-as'] [value=Grace]", ".banner").await?;
    visit.picture(&name("sign_in_as-acting")).await?;
    mails(visit, name).await
}

/// The link in a mail, and the example without a framework.
async fn mails(visit: &mut Visit, name: &impl Fn(&str) -> String) -> Outcome {
    visit.turn_to("magic_link");
    visit.open(HOST).await?;
    visit.picture(&name("magic_link-stranger")).await?;
    visit.write("#email", "ada.lovelace@shop.example").await?;
    visit.press(".sign-in button", "#mail a").await?;
    visit.picture(&name("magic_link-mail")).await?;
    visit.press("#mail a", "[name=link]").await?;
    visit.picture(&name("magic_link-confirm")).await?;
    visit.press("[name=link]", "[action='/logout']").await?;
    visit.picture(&name("magic_link")).await?;

    visit.turn_to("hyper");
    visit.open(HOST).await?;
    visit.picture(&name("hyper")).await
}

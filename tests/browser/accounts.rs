//! The example `accounts`, which is a package of its own, from the registration on.

use fantoccini::Locator;
use fantoccini::error::CmdError;

use super::chromium::{DESKTOP, PHONE, PHONE_AT_NIGHT};
use super::visit::{Outcome, Visit};

const HOST: &str = "localhost";
const PASSWORD: &str = "correct horse battery";

impl Visit {
    async fn register(&self, name: &str, email: &str) -> Outcome {
        self.open_path(HOST, "/register").await?;
        self.write("#name", name).await?;
        self.write("#email", email).await?;
        self.write("#password", PASSWORD).await?;
        self.press(".fields button", "#who").await
    }

    async fn sign_in(&self, email: &str, remember: bool) -> Outcome {
        self.open_path(HOST, "/sign-in").await?;
        self.write("#email", email).await?;
        self.write("#password", PASSWORD).await?;
        if remember {
            self.client.find(Locator::Id("remember")).await?.click().await?;
        }
        self.press(".fields button", "#who").await
    }

    async fn heading_of(&self, path: &str) -> Result<String, CmdError> {
        self.open_path(HOST, path).await?;
        self.text("h1").await
    }

    /// Pictures of the pages of somebody who is signed in.
    async fn pictures(&self, screen: &str) -> Outcome {
        for (page, path) in [
            ("home", "/"),
            ("devices", "/devices"),
            ("password", "/password"),
            ("confirm", "/delete"),
            ("users", "/admin"),
        ] {
            self.open_path(HOST, path).await?;
            self.picture(&format!("accounts-{page}-{screen}")).await?;
        }
        Ok(())
    }
}

#[tokio::test]
async fn a_session_is_ended_from_another_browser() -> Outcome {
    let desktop = Visit::begin("accounts", DESKTOP).await;
    desktop.open_path(HOST, "/").await?;
    desktop.picture("accounts-welcome-desktop").await?;
    desktop.register("Ada Lovelace", "ada@shop.example").await?;
    let phone = desktop.beside(PHONE).await;
    phone.sign_in("ada@shop.example", true).await?;
    assert_eq!(phone.heading_of("/password").await?, "Change your password");

    desktop.pictures("desktop").await?;
    desktop.open_path(HOST, "/devices").await?;
    desktop.press("[name=device]", ".notice").await?;
    assert!(!desktop.sees("[name=device]").await?);
    desktop.picture("accounts-ended-desktop").await?;

    assert_eq!(phone.heading_of("/password").await?, "Sign in");
    phone.picture("accounts-sign-in-phone").await?;
    assert_eq!(desktop.heading_of("/password").await?, "Change your password");
    Ok(())
}

#[tokio::test]
async fn a_member_becomes_an_administrator() -> Outcome {
    let admin = Visit::begin("accounts", DESKTOP).await;
    admin.register("Ada Lovelace", "ada@shop.example").await?;
    let member = admin.beside(PHONE).await;
    member.register("<b>Bob</b> & \u{5d0}\u{5d1}\u{5d2}", "bob@shop.example").await?;
    member.pictures("phone").await?;
    assert_eq!(member.heading_of("/admin").await?, "This is not for you");

    admin.open_path(HOST, "/admin").await?;
    admin.picture("accounts-users-desktop").await?;
    admin.press("li:first-child a", "#password").await?;
    admin.write("#password", PASSWORD).await?;
    admin.press(".fields button", "[name=role]").await?;
    admin.picture("accounts-role-desktop").await?;
    admin.press("[name=role]", ".notice").await?;
    assert!(admin.text(".notice").await?.starts_with("The role of <b>Bob</b> &"));

    assert_eq!(member.heading_of("/admin").await?, "Sign in", "the role was in the session");
    member.write("#email", "bob@shop.example").await?;
    member.write("#password", PASSWORD).await?;
    member.press(".fields button", ".list").await?;
    assert_eq!(member.text("h1").await?, "Users");
    Ok(())
}

#[tokio::test]
async fn a_link_in_a_mail_signs_in_once_in_any_browser() -> Outcome {
    let night = Visit::begin("accounts", PHONE_AT_NIGHT).await;
    night.register("Ada", "ada@shop.example").await?;
    night.pictures("night").await?;
    night.press("[action='/sign-out'] button", ".row").await?;
    night.open_path(HOST, "/sign-in").await?;
    night.picture("accounts-sign-in-night").await?;
    night.write("#mail-to", "ada@shop.example").await?;
    night.press("[action='/link/ask'] button", "#mail a").await?;
    night.picture("accounts-mail-night").await?;
    let link = night.client.find(Locator::Css("#mail a")).await?.attr("href").await?.unwrap_or_default();

    let other = night.beside(DESKTOP).await;
    other.open_path(HOST, &link).await?;
    other.picture("accounts-link-desktop").await?;
    other.press("[name=token]", "#role").await?;
    assert_eq!(other.text("#who").await?, "Ada");

    night.press("#mail a", "[name=token]").await?;
    night.press("[name=token]", "main > section").await?;
    assert_eq!(night.text("h1").await?, "This link does not work");
    night.picture("accounts-dead-link-night").await?;
    Ok(())
}

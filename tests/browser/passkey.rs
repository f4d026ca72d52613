//! The example `passkey`, with the virtual authenticator of the driver.

use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::{Value, json};

use super::chromium::DESKTOP;
use super::visit::{Outcome, Visit};

/// The domain that passkeys are bound to. A browser takes no address there.
const HOST: &str = "localhost";

/// [Add Virtual Authenticator](https://www.w3.org/TR/webauthn-3/#sctn-automation-add-virtual-authenticator)
#[derive(Debug)]
struct AddAuthenticator;

impl WebDriverCompatibleCommand for AddAuthenticator {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/webauthn/authenticator", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        let device = json!({
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": true,
            "hasUserVerification": true,
            "isUserConsenting": true,
            "isUserVerified": true,
        });
        (http::Method::POST, Some(device.to_string()))
    }
}

/// Gives the browser a device that says yes to everything.
pub(super) async fn add_authenticator(visit: &Visit) -> Outcome {
    visit.client.issue_cmd(AddAuthenticator).await?;
    Ok(())
}

#[tokio::test]
async fn a_passkey_is_made_and_signs_in_again() -> Outcome {
    let visit = Visit::begin("passkey", DESKTOP).await;
    add_authenticator(&visit).await?;
    visit.open("127.0.0.1").await?; // leads to `localhost`
    visit.write("#name", "Ada").await?;
    visit.press("#register button", "#who").await?;
    visit.press("[action='/logout'] button", "#login").await?;
    visit.press("#login", "#who").await?;
    assert_eq!(visit.text("#who").await?, "Ada");
    Ok(())
}

#[tokio::test]
async fn a_name_that_has_a_passkey_is_refused() -> Outcome {
    let visit = Visit::begin("passkey", DESKTOP).await;
    add_authenticator(&visit).await?;
    visit.open(HOST).await?;
    visit.write("#name", "Ada").await?;
    visit.press("#register button", "#who").await?;
    assert_eq!(visit.run("return document.cookie").await?, Value::from(""), "no script sees the session");
    visit.press("[action='/logout'] button", "#login").await?;
    visit.write("#name", "Ada").await?;
    visit.press("#register button", "#problem:not([hidden])").await?;
    assert!(visit.text("#problem").await?.starts_with("This name has a passkey already."));
    Ok(())
}
